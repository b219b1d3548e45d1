package imc.sip.jain.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sip.SipListener;
import javax.sip.header.EventHeader;
import javax.sip.message.Request;

/** The applications that there are, the higher ranking first, then the older service. Safe for use by many threads. */
final class Applications {

    /** Service properties of a SipListener, each String, String[] or a collection. */
    static final String METHOD = "sip.method";
    static final String EVENT = "sip.event";
    static final String OPTION_TAG = "sip.option_tag";

    private static final Set<String> WITH_EVENT = Set.of(Request.SUBSCRIBE, Request.NOTIFY, Request.PUBLISH);
    private static final Comparator<Application> ORDER = Comparator.comparingInt(Application::ranking).reversed()
            .thenComparingLong(Application::id);

    private volatile List<Application> all = List.of();

    /**
     * One of them.
     *
     * @param bundle  whose it is
     * @param methods the methods that it answers, in upper case
     * @param events  the event packages that it knows (RFC 6665 §7.2), in lower case; none for all
     * @param tags    the option tags that it knows
     */
    record Application(SipListener listener, long bundle, int ranking, long id, Set<String> methods,
            Set<String> events, Set<String> tags) {

        boolean takes(Request request) {
            return methods.contains(request.getMethod()) && (events.isEmpty()
                    || !WITH_EVENT.contains(request.getMethod()) || events.contains(event(request)));
        }
    }

    /** @param properties the service's */
    synchronized void add(SipListener listener, Map<String, Object> properties) {
        Application added = new Application(listener, number(properties, "service.bundleid"),
                (int) number(properties, "service.ranking"), number(properties, "service.id"),
                strings(properties.get(METHOD), true), strings(properties.get(EVENT), false),
                strings(properties.get(OPTION_TAG), false));
        all = Stream.concat(all.stream(), Stream.of(added)).sorted(ORDER).toList();
    }

    private static long number(Map<String, Object> properties, String name) {
        return properties.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static Set<String> strings(Object property, boolean upper) {
        Collection<?> values = property instanceof String one ? List.of(one) : property instanceof String[] several
                ? Arrays.asList(several) : property instanceof Collection<?> many ? many : List.of();
        return values.stream().map(value -> upper ? value.toString().toUpperCase(Locale.ROOT)
                : value.toString().toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    synchronized void remove(SipListener listener) {
        all = all.stream().filter(there -> there.listener() != listener).toList();
    }

    /** Who answers a request that is in nobody's dialog. */
    Optional<Application> of(Request request) {
        return all.stream().filter(there -> there.takes(request)).findFirst();
    }

    /** Who is told of what concerns a bundle: the listener of the method, or else any. */
    Optional<Application> of(long bundle, String method) {
        return all.stream().filter(there -> there.bundle() == bundle)
                .min(Comparator.comparing(there -> !there.methods().contains(method)));
    }

    /** All that is answered. */
    String[] methods() {
        return all.stream().flatMap(there -> there.methods().stream()).distinct().sorted().toArray(String[]::new);
    }

    String[] tags() {
        return all.stream().flatMap(there -> there.tags().stream()).distinct().sorted().toArray(String[]::new);
    }

    /** The event packages that are known; none where a method has none, or is answered for all. */
    Set<String> events(String method) {
        Set<String> events = new TreeSet<>();
        if (WITH_EVENT.contains(method)) {
            all.stream().filter(there -> there.methods().contains(method))
                    .forEach(there -> events.addAll(there.events()));
        }
        return events;
    }

    /** The event package that a request is about, in lower case; empty for none. */
    static String event(Request request) {
        return request.getHeader(EventHeader.NAME) instanceof EventHeader event
                ? event.getEventType().toLowerCase(Locale.ROOT) : "";
    }
}
