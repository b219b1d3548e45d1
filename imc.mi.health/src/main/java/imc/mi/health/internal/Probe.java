package imc.mi.health.internal;

import org.apache.felix.hc.api.Result.Status;

/** What a load balancer or a container asks: the checks with a tag, or all of them. */
enum Probe {
    /** Whether the process answers and can go on; where nobody has anything against it, it is. */
    LIVE("live", Status.OK),
    /** Whether chat works; where nobody can say, it does not. */
    READY("ready", Status.TEMPORARILY_UNAVAILABLE),
    /** Everything. */
    ALL("*", Status.TEMPORARILY_UNAVAILABLE);

    static final String LIVE_PATH = "/health/live";
    static final String READY_PATH = "/health/ready";

    private final String tag;
    private final Status withoutChecks;

    Probe(String tag, Status withoutChecks) {
        this.tag = tag;
        this.withoutChecks = withoutChecks;
    }

    /** Of the checks that answer it; {@code *} stands for any tag. */
    String tag() {
        return tag;
    }

    /** How the server is where there is no such check. */
    Status withoutChecks() {
        return withoutChecks;
    }
}
