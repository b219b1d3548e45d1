package imc.sip.internal;

import imc.api.Answer;
import imc.api.Message;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.location.Location;
import imc.api.sip.Hindrance;
import imc.api.sip.MessageHandler;
import imc.api.sip.SharedRequest;
import imc.api.sip.SipFilter;
import imc.api.sip.SipGuard;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipResponse;
import imc.api.sip.TransportKind;
import imc.api.statistics.Statistic;
import imc.api.transport.Broadcast;
import imc.api.transport.DeliveryListener;
import imc.sip.internal.fanout.Limits;
import imc.sip.internal.listen.ListeningPoint;
import imc.sip.wire.SipClient;
import imc.sip.wire.TestKeys;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A stack on free ports of the loopback, with somebody who takes messages to {@code sip:chat-…}, and a location
 * service, who do as told.
 */
final class Server implements MessageHandler, Location, AutoCloseable {

    static final String FREE_PORTS = "udp:127.0.0.1:0, tcp:127.0.0.1:0";

    /** Lets everybody in, wherever the server listens. */
    static final SipGuard OPEN = guard(null, null);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(10);

    final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    final Map<SipAddress, List<Contact>> contacts = new ConcurrentHashMap<>();
    /** By how many nanoseconds the transport's clock is ahead. */
    private final AtomicLong ahead = new AtomicLong();
    final SipStack transport;
    volatile Predicate<SipAddress> served = address -> address.user().startsWith("chat-");
    volatile Optional<Answer> unavailable = Optional.empty();
    volatile Function<Message, CompletionStage<Answer>> handling = m -> CompletableFuture.completedFuture(Answer.OK);

    Server(Map<String, Object> configuration, int t1) throws IOException {
        this(configuration, t1, Limits.USUAL);
    }

    Server(Map<String, Object> configuration, int t1, Limits limits) throws IOException {
        Map<String, Object> merged = new HashMap<>(Map.of("listen", FREE_PORTS));
        merged.putAll(configuration);
        transport = new SipStack(merged, t1, limits, () -> System.nanoTime() + ahead.get(), () -> false);
        transport.bindGuard(OPEN);
        transport.bindMessages(this);
        transport.bindLocation(this);
        transport.open();
    }

    /**
     * @param refusal why there is to be no listening beyond loopback; null where there may
     * @param filter  null for none
     */
    static SipGuard guard(String refusal, SipFilter filter) {
        return new SipGuard() {
            @Override
            public Optional<String> refusal() {
                return Optional.ofNullable(refusal);
            }

            @Override
            public Optional<SipFilter> filter() {
                return Optional.ofNullable(filter);
            }
        };
    }

    /** What it takes to listen on TLS, too. */
    static Map<String, Object> withTls(Map<String, Object> configuration) {
        Map<String, Object> merged = new HashMap<>(Map.of("listen", FREE_PORTS + ", tls:127.0.0.1:0",
                "tls_key_store", TestKeys.server().toString(), "tls_key_store_password", TestKeys.PASSWORD,
                "tls_trust_store", TestKeys.client().toString(), "tls_trust_store_password", TestKeys.PASSWORD));
        merged.putAll(configuration);
        return merged;
    }

    static Server start() throws IOException {
        return new Server(Map.of(), 500);
    }

    static Server start(Map<String, Object> configuration) throws IOException {
        return new Server(configuration, 500);
    }

    /** Lets so much time pass for the transport, at once. */
    void turn(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    /** Lets the time pass, step by step, until it is so: between two steps the transport has a little while to act. */
    void turnUntil(Duration step, BooleanSupplier isSo) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s, however much time passed");
            }
            turn(step);
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    InetSocketAddress address(String kind) {
        return transport.listeningPoints().stream().filter(point -> point.transport() == TransportKind.of(kind))
                .map(ListeningPoint::local).findFirst().orElseThrow();
    }

    SipClient client(String kind) {
        return switch (kind) {
            case "udp" -> SipClient.udp(address("udp"));
            case "tcp" -> SipClient.tcp(address("tcp"));
            default -> SipClient.tls(address("tls"), TestKeys.context(TestKeys.client(), TestKeys.server()));
        };
    }

    long figure(String name) {
        return transport.statistics().stream().filter(statistic -> statistic.name().equals(name))
                .mapToLong(Statistic::value).sum();
    }

    /** Sends a MESSAGE to many. */
    void send(Broadcast broadcast, DeliveryListener listener) {
        send(transport, broadcast, listener);
    }

    static void send(SipStack stack, Broadcast broadcast, DeliveryListener listener) {
        List<SipHeaders.Field> headers = broadcast.headers().entrySet().stream()
                .map(header -> new SipHeaders.Field(header.getKey(), header.getValue())).toList();
        stack.fanOut().send(new SharedRequest("MESSAGE", broadcast.from(), broadcast.receivers(),
                new SipHeaders(headers), broadcast.content()),
                (receiver, delivery) -> listener.ended(broadcast, receiver, delivery));
    }

    @Override
    public boolean serves(SipAddress requestUri) {
        return served.test(requestUri);
    }

    @Override
    public Optional<Answer> refusal(Hindrance hindrance) {
        int retryAfter = hindrance.compareTo(Hindrance.OVERLOADED) <= 0 ? 5 : 2;
        return hindrance == Hindrance.NONE ? Optional.empty()
                : Optional.of(Answer.unavailable(hindrance.name(), retryAfter));
    }

    @Override
    public CompletionStage<Answer> handle(Message message) {
        messages.add(message);
        return handling.apply(message);
    }

    @Override
    public Optional<Answer> unavailable() {
        return unavailable;
    }

    @Override
    public Optional<SipResponse> wouldRefuse(SipAddress requestUri, SipAddress to) {
        return unavailable.map(SipResponse::of).or(() -> requestUri.user().equals("chat-manager") ? Optional.empty()
                : Optional.of(SipResponse.of(404)));
    }

    @Override
    public List<Contact> contacts(SipAddress user) {
        return contacts.getOrDefault(user, List.of());
    }

    /** Ends the transport, and lets the time pass for which it waits for answers. */
    @Override
    public void close() {
        CompletableFuture<Void> end = CompletableFuture.runAsync(transport::deactivate);
        turnUntil(Duration.ofMillis(200), end::isDone);
        end.join();
    }
}
