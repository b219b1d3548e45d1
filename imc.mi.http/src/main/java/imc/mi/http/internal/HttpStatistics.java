package imc.mi.http.internal;

import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Counts what comes by HTTP. */
@Component(service = {HttpStatistics.class, StatisticSource.class})
public final class HttpStatistics implements StatisticSource {

    /** Why a request was not let in. */
    enum Refusal {
        /** The Host header does not mean us. */
        HOST,
        /** A web page of somebody else's has sent it. */
        ORIGIN,
        /** No credentials. */
        MISSING,
        /** Wrong ones. */
        WRONG,
        /** Too many wrong ones before it. */
        LIMITED
    }

    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    private final Map<Refusal, LongAdder> refusals = new EnumMap<>(Refusal.class);
    private final LongAdder malformed = new LongAdder();
    private final LongAdder crowdedOut = new LongAdder();
    private final AtomicInteger connections = new AtomicInteger();

    /** Starts with nothing counted. */
    @Activate
    public HttpStatistics() {
        for (Refusal refusal : Refusal.values()) {
            refusals.put(refusal, new LongAdder());
        }
        answers.put(HttpServletResponse.SC_OK, new LongAdder());
    }

    /** A request was answered with that status. */
    void answered(int status) {
        answers.computeIfAbsent(status, none -> new LongAdder()).increment();
    }

    void refused(Refusal why) {
        Objects.requireNonNull(refusals.get(why)).increment();
    }

    /** It was no JSON, or no JSON-RPC. */
    void malformed() {
        malformed.increment();
    }

    void connected(int now) {
        connections.set(now);
    }

    void crowdedOut() {
        crowdedOut.increment();
    }

    @Override
    public String group() {
        return "http";
    }

    @Override
    public List<Statistic> statistics() {
        List<Statistic> all = new ArrayList<>();
        answers.forEach((status, count) -> all.add(new Statistic("http_requests", Statistic.Kind.COUNTER,
                "Requests by HTTP, by the status of the answer", Map.of("code", status.toString()), count.sum())));
        refusals.forEach((refusal, count) -> all.add(new Statistic("http_refused", Statistic.Kind.COUNTER,
                "Requests by HTTP that were not let in, by the reason",
                Map.of("reason", refusal.name().toLowerCase(Locale.ROOT)), count.sum())));
        all.add(Statistic.counter("http_malformed", "Requests by HTTP that were no JSON, or no JSON-RPC",
                malformed.sum()));
        all.add(Statistic.gauge("http_connections", "Connections of HTTP clients", connections.get()));
        all.add(Statistic.counter("http_crowded_out", "Connections of HTTP clients that made room for others",
                crowdedOut.sum()));
        return all;
    }
}
