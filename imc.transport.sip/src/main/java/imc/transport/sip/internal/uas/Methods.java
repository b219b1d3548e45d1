package imc.transport.sip.internal.uas;

import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.transport.sip.internal.uac.Product;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.osgi.framework.Constants;

/** Who answers which method: what the transport knows itself, and the handlers that others provide. */
public final class Methods {

    static final String MESSAGE = "MESSAGE";
    private static final List<String> OWN = List.of(MESSAGE, "OPTIONS", "CANCEL");
    private static final Set<String> REGISTERED = Set.of("ACK", "BYE", "CANCEL", "INFO", "INVITE", MESSAGE, "NOTIFY",
            "OPTIONS", "PRACK", "PUBLISH", "REFER", "REGISTER", "SUBSCRIBE", "UPDATE");

    private static final long AWAY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ConcurrentSkipListSet<Registration> registrations = new ConcurrentSkipListSet<>();
    private final Map<String, Long> leftAt = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /** @param nanoTime as {@link System#nanoTime()} */
    public Methods(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A handler has come. */
    public void add(SipRequestHandler handler, Collection<String> methods, int ranking, long serviceId) {
        add(handler, methods, List.of(), ranking, serviceId);
    }

    private void add(SipRequestHandler handler, Collection<String> methods, Collection<String> tags, int ranking,
            long serviceId) {
        registrations.add(new Registration(handler, methods.stream().map(m -> m.toUpperCase(Locale.ROOT)).toList(),
                tags.stream().map(tag -> tag.toLowerCase(Locale.ROOT)).toList(), ranking, serviceId));
    }

    /**
     * As the other.
     *
     * @param properties the service's
     */
    public void add(SipRequestHandler handler, Map<String, Object> properties) {
        Object ranking = properties.get(Constants.SERVICE_RANKING);
        Object id = properties.get(Constants.SERVICE_ID);
        add(handler, strings(properties.get(SipRequestHandler.METHOD)),
                strings(properties.get(SipRequestHandler.OPTION_TAG)),
                ranking instanceof Integer number ? number : 0, id instanceof Long number ? number : 0);
    }

    private static List<String> strings(Object property) {
        if (property instanceof String one) {
            return List.of(one);
        }
        if (property instanceof String[] several) {
            return Arrays.asList(several);
        }
        return property instanceof Collection<?> several ? several.stream().map(String::valueOf).toList() : List.of();
    }

    /** A handler goes. */
    public void remove(SipRequestHandler handler) {
        long now = nanoTime.getAsLong();
        registrations.stream().filter(registration -> registration.handler == handler)
                .forEach(registration -> registration.methods.forEach(method -> leftAt.put(method, now)));
        registrations.removeIf(registration -> registration.handler == handler);
    }

    /** The answer of the first handler that has one; empty where none has. */
    Optional<SipResponse> answer(Request request) {
        for (Registration registration : registrations) {
            if (registration.methods.contains(request.method())) {
                Optional<SipResponse> answer = registration.handler.answer(request.asSipRequest());
                if (answer.isPresent()) {
                    return answer;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a method had a handler until a minute ago: one that is being updated will be back, and a client that is
     * told 405 (or 501) meanwhile may never ask again.
     */
    boolean isAway(String method) {
        Long left = leftAt.get(method);
        return left != null && !isHandled(method) && nanoTime.getAsLong() - left < AWAY_NANOS;
    }

    /** What may be cancelled: all but what has no answer of its own to wait for (RFC 3261 §9.1). */
    Set<String> cancelled() {
        Set<String> known = new TreeSet<>(REGISTERED);
        known.removeAll(Set.of("ACK", "CANCEL"));
        registrations.forEach(registration -> known.addAll(registration.methods));
        return known;
    }

    boolean isHandled(String method) {
        return registrations.stream().anyMatch(registration -> registration.methods.contains(method));
    }

    /** Whether some RFC knows the method, so that 405 says more of us than 501 would (RFC 3261 §21.5.2). */
    static boolean isRegistered(String method) {
        return REGISTERED.contains(method);
    }

    /** The value of an Allow header. */
    String allowed() {
        Set<String> more = new TreeSet<>();
        registrations.forEach(registration -> more.addAll(registration.methods));
        OWN.forEach(more::remove);
        return String.join(", ", OWN) + (more.isEmpty() ? "" : ", " + String.join(", ", more));
    }

    /** Whether an extension is known to one who answers this method (RFC 3261 §8.2.2.3). */
    boolean supports(String method, String tag) {
        return tag.equalsIgnoreCase(Product.TOKEN) || registrations.stream().anyMatch(registration ->
                registration.methods.contains(method) && registration.tags.contains(tag.toLowerCase(Locale.ROOT)));
    }

    /** The value of a Supported header. */
    String supported() {
        Set<String> more = new TreeSet<>();
        registrations.forEach(registration -> more.addAll(registration.tags));
        return Product.TOKEN + (more.isEmpty() ? "" : ", " + String.join(", ", more));
    }

    /** Ordered as the OSGi framework orders services: the higher ranking first, then the older service. */
    private record Registration(SipRequestHandler handler, List<String> methods, List<String> tags, int ranking,
            long serviceId) implements Comparable<Registration> {

        @Override
        public int compareTo(Registration other) {
            int byRanking = Integer.compare(other.ranking, ranking);
            return byRanking != 0 ? byRanking : Long.compare(serviceId, other.serviceId);
        }
    }
}
