package imc.sip.internal.server;

import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.api.sip.TransactionLayer;
import imc.sip.internal.wire.Product;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/** Who answers which method: what the transport knows itself, and the handlers that others provide. */
public final class Methods {

    /** RFC 3428. */
    public static final String MESSAGE = "MESSAGE";
    private static final List<String> OWN = List.of(MESSAGE, "OPTIONS", "CANCEL");
    /** What comes with something else, or is answered here. */
    private static final Set<String> NOT_ASKED = Set.of("ACK", "CANCEL", "OPTIONS");
    private static final Set<String> REGISTERED = Set.of("ACK", "BYE", "CANCEL", "INFO", "INVITE", MESSAGE, "NOTIFY",
            "OPTIONS", "PRACK", "PUBLISH", "REFER", "REGISTER", "SUBSCRIBE", "UPDATE");

    private static final long AWAY_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** As the OSGi framework orders services: the higher ranking first, then the older one. */
    private static final Comparator<Handling> ORDER = Comparator.comparingInt(Handling::ranking).reversed()
            .thenComparingLong(Handling::serviceId);

    private volatile List<Handling> handlers = List.of();
    private final Map<String, Long> leftAt = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /** @param nanoTime as {@link System#nanoTime()} */
    public Methods(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * A handler has come.
     *
     * @param properties the service's
     */
    public void add(SipRequestHandler handler, Map<String, Object> properties) {
        change(there -> false, Handling.of(handler, null, methods(properties), properties));
    }

    /**
     * A stack with transactions of its own has come, for what the handlers leave, or asks for other methods than it
     * did.
     *
     * @param properties the service's
     */
    public void add(TransactionLayer layer, Map<String, Object> properties) {
        List<String> asked = methods(properties).stream().filter(method -> !NOT_ASKED.contains(method)).toList();
        change(there -> there.layer == layer, Handling.of(null, layer, asked, properties));
    }

    private static List<String> methods(Map<String, Object> properties) {
        return strings(properties.get(SipRequestHandler.METHOD)).stream().map(m -> m.toUpperCase(Locale.ROOT)).toList();
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
        change(there -> there.handler == handler);
    }

    /** A stack goes. */
    public void remove(TransactionLayer layer) {
        change(there -> there.layer == layer);
    }

    private synchronized void change(Predicate<Handling> leaving, Handling... arriving) {
        long now = nanoTime.getAsLong();
        handlers.stream().filter(leaving)
                .forEach(there -> there.methods.forEach(method -> leftAt.put(method, now)));
        handlers = Stream.concat(handlers.stream().filter(leaving.negate()), Stream.of(arriving)).sorted(ORDER)
                .toList();
    }

    /** Who gets the requests of a method that no handler answers. */
    Optional<TransactionLayer> layer(String method) {
        return handlers.stream().filter(there -> there.layer != null && there.methods.contains(method))
                .map(Handling::layer).findFirst();
    }

    /** All of them. */
    List<TransactionLayer> layers() {
        return handlers.stream().map(Handling::layer).filter(Objects::nonNull).toList();
    }

    /**
     * Has a request answered by the first handler that does so. Throws what the first one throws.
     *
     * @param then what is done with the answer; it is empty where there is none
     */
    void answer(Request request, Waiting waiting, Consumer<Optional<SipResponse>> then) {
        answer(handlers.stream().filter(there -> there.handler != null && there.methods.contains(request.method()))
                .map(Handling::handler).iterator(), request, waiting, then);
    }

    private static void answer(Iterator<SipRequestHandler> left, Request request, Waiting waiting,
            Consumer<Optional<SipResponse>> then) {
        if (!left.hasNext()) {
            then.accept(Optional.empty());
            return;
        }
        waiting.until(left.next().answer(request.asSipRequest()), request, answer -> {
            if (answer.isPresent()) {
                then.accept(answer);
            } else {
                answer(left, request, waiting, then);
            }
        });
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
        handlers.forEach(there -> known.addAll(there.methods));
        return known;
    }

    boolean isHandled(String method) {
        return handlers.stream().anyMatch(there -> there.methods.contains(method));
    }

    /** Whether some RFC knows the method, so that 405 says more of us than 501 would (RFC 3261 §21.5.2). */
    static boolean isRegistered(String method) {
        return REGISTERED.contains(method);
    }

    /** The value of an Allow header. */
    String allowed() {
        return listed(OWN, Handling::methods);
    }

    /** Whether an extension is known to one who answers this method (RFC 3261 §8.2.2.3). */
    boolean supports(String method, String tag) {
        return tag.equalsIgnoreCase(Product.TOKEN) || handlers.stream().anyMatch(there ->
                there.methods.contains(method) && there.tags.contains(tag.toLowerCase(Locale.ROOT)));
    }

    /** The value of a Supported header. */
    String supported() {
        return listed(List.of(Product.TOKEN), Handling::tags);
    }

    /** What we have, and then what they have beyond that. */
    private String listed(List<String> own, Function<Handling, List<String>> theirs) {
        Set<String> more = new TreeSet<>();
        handlers.forEach(there -> more.addAll(theirs.apply(there)));
        own.forEach(more::remove);
        return Stream.concat(own.stream(), more.stream()).collect(Collectors.joining(", "));
    }

    /** What one of them handles: a handler, or a stack. */
    private record Handling(SipRequestHandler handler, TransactionLayer layer, List<String> methods,
            List<String> tags, int ranking, long serviceId) {

        static Handling of(SipRequestHandler handler, TransactionLayer layer, List<String> methods,
                Map<String, Object> properties) {
            List<String> tags = strings(properties.get(SipRequestHandler.OPTION_TAG)).stream()
                    .map(tag -> tag.toLowerCase(Locale.ROOT)).toList();
            return new Handling(handler, layer, methods, tags,
                    properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0,
                    properties.get(Constants.SERVICE_ID) instanceof Long id ? id : 0);
        }
    }
}
