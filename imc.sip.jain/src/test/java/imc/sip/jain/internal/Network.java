package imc.sip.jain.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import imc.api.SipAddress;
import imc.api.sip.Flow;
import imc.api.sip.RawRequest;
import imc.api.sip.RawResponse;
import imc.api.sip.SentBy;
import imc.api.sip.SipHop;
import imc.api.sip.SipResponse;
import imc.api.sip.TransactionLayer;
import imc.api.sip.TransportLayer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** A transport layer without sockets and a framework without bundles, between which JAIN-SIP stands. */
final class Network implements TransportLayer, AutoCloseable {

    static final Flow UDP = new Flow("udp", "192.0.2.1", 5070);
    static final Flow TCP = new Flow("tcp", "192.0.2.1", 40_000, 7);

    private static final Pattern RESPONSE = Pattern.compile("SIP/2\\.0 ([1-6][0-9][0-9]) ");
    private static final Pattern REQUEST = Pattern.compile("[A-Za-z]+ ");
    private static final Pattern BRANCH = Pattern.compile(";branch=([^;,\\s]+)");
    private static final Pattern VIA = Pattern.compile("\\n(?i:v|via)\\s*:\\s*SIP/2\\.0/(\\w+)\\s");
    private static final Pattern SEQUENCE = Pattern.compile("CSeq: [0-9]+ ([A-Z]+)");

    final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
    final BlockingQueue<SipHop> hops = new LinkedBlockingQueue<>();
    final BlockingQueue<String> answered = new LinkedBlockingQueue<>();
    final BlockingQueue<SipResponse> refused = new LinkedBlockingQueue<>();
    final AtomicReference<TransactionLayer> asking = new AtomicReference<>();
    final AtomicReference<Object> asked = new AtomicReference<>();
    /** What a name is found by; null for what is there at once. */
    volatile CompletableFuture<List<SipHop>> search;
    volatile String listening = "127.0.0.1";
    volatile boolean connected = true;
    private final List<Object> services = new ArrayList<>();
    final JainSip jain;

    Network() throws Exception {
        jain = new JainSip(context());
        jain.bindTransport(this);
    }

    private BundleContext context() {
        return proxy(BundleContext.class, (method, args) -> {
            if (!method.equals("registerService")) {
                throw new UnsupportedOperationException(method);
            }
            Object service = args[1];
            services.add(service);
            if (args[0].equals(TransactionLayer.class)) {
                asking.set((TransactionLayer) service);
                asked.set(((Map<?, ?>) args[2]).get(TransactionLayer.METHOD));
            }
            return proxy(ServiceRegistration.class, (of, with) -> {
                if (of.equals("setProperties")) {
                    asked.set(((Map<?, ?>) with[0]).get(TransactionLayer.METHOD));
                } else if (of.equals("unregister") && service instanceof TransactionLayer && asking.get() == service) {
                    asked.set(null);
                }
                return null;
            });
        });
    }

    private interface Call {

        Object call(String method, Object[] args);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(Network.class.getClassLoader(), new Class<?>[] {type},
                (proxy, method, args) -> call.call(method.getName(), args)));
    }

    /** The service as a bundle gets it. */
    <T> T service(Class<T> type, long bundle) {
        for (Object service : services) {
            Object given = service instanceof ServiceFactory<?> factory
                    ? factory.getService(bundle(bundle), null) : service;
            if (type.isInstance(given)) {
                return type.cast(given);
            }
        }
        throw new AssertionError(type);
    }

    /** A bundle does not use its provider any more. */
    @SuppressWarnings("unchecked")
    void leave(long bundle) {
        services.stream().filter(ServiceFactory.class::isInstance)
                .forEach(factory -> ((ServiceFactory<Object>) factory).ungetService(bundle(bundle), null, null));
    }

    private static Bundle bundle(long id) {
        return proxy(Bundle.class, (method, args) -> id);
    }

    /** A request comes in. */
    boolean receive(String text, Flow from, boolean known) {
        return asking.get().request(new Request(text, from, known));
    }

    /** A response comes in. */
    boolean answer(String request, int status, String toTag) {
        String response = "SIP/2.0 " + status + " Answer\r\nVia: " + header(request, "Via") + "\r\nFrom: "
                + header(request, "From") + "\r\nTo: " + header(request, "To") + toTag + "\r\nCall-ID: "
                + header(request, "Call-ID") + "\r\nCSeq: " + header(request, "CSeq")
                + "\r\nContact: <sip:w@192.0.2.1:5070>\r\nContent-Length: 0\r\n\r\n";
        return asking.get().response(new RawResponse(response.getBytes(UTF_8), status,
                header(request, "CSeq").split(" ")[1], header(request, "Via").replaceFirst(".*;branch=([^;]*).*", "$1"),
                UDP));
    }

    /** Anything comes in, with what our reader knows of it; false where it would not be handed on. */
    boolean take(String text, Flow from, boolean known) {
        Matcher response = RESPONSE.matcher(text);
        if (response.lookingAt()) {
            Matcher branch = BRANCH.matcher(text);
            Matcher sequence = SEQUENCE.matcher(text);
            return branch.find() && sequence.find() && asking.get().response(new RawResponse(
                    text.getBytes(ISO_8859_1), Integer.parseInt(response.group(1)), sequence.group(1),
                    branch.group(1), from));
        }
        Matcher request = REQUEST.matcher(text);
        Matcher via = VIA.matcher(text);
        return request.lookingAt() && via.find() && via.group(1).equalsIgnoreCase(from.transport())
                && receive(text, from, known);
    }

    static String header(String message, String name) {
        return message.lines().filter(line -> line.startsWith(name + ": ")).findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + message)).substring(name.length() + 2);
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(10, TimeUnit.SECONDS);
        assertNotNull(next);
        return next;
    }

    @Override
    public List<SentBy> listeningPoints() {
        return List.of(new SentBy("udp", listening, 5060), new SentBy("tcp", listening, 5060));
    }

    @Override
    public CompletionStage<List<SipHop>> locate(String uri, List<String> route, int length) {
        String first = route.isEmpty() ? uri : route.get(0);
        String host = first.replaceFirst(".*(@|sip:)", "").replaceFirst("[:;>].*", "");
        return search != null ? search : CompletableFuture.completedStage(List.of(hop(new Flow("udp", host, 5070))));
    }

    @Override
    public CompletionStage<List<SipHop>> locate(String uri, List<String> route, int length, Flow source) {
        String first = route.isEmpty() ? uri : route.get(0);
        return search != null || first.contains(source.host()) ? locate(uri, route, length)
                : CompletableFuture.completedStage(List.of(hop(source)));
    }

    static SipHop hop(Flow to) {
        return new SipHop(to, to.host(), new SentBy(to.transport(), "192.0.2.99", 5060));
    }

    @Override
    public Optional<SipHop> over(Flow flow) {
        return connected ? Optional.of(hop(flow)) : Optional.empty();
    }

    @Override
    public void send(byte[] request, SipHop hop) throws IOException {
        hops.add(hop);
        sent.add(new String(request, UTF_8));
    }

    @Override
    public void keep(Flow flow, Duration time) {
        hops.clear();
    }

    @Override
    public void close() {
        jain.close();
    }

    /** One of them. */
    private final class Request implements RawRequest {

        private final String text;
        private final Flow from;
        private final boolean known;

        Request(String text, Flow from, boolean known) {
            this.text = text;
            this.from = from;
            this.known = known;
        }

        @Override
        public byte[] message() {
            return text.getBytes(UTF_8);
        }

        @Override
        public String method() {
            return text.substring(0, text.indexOf(' '));
        }

        @Override
        public Flow source() {
            return from;
        }

        @Override
        public SentBy sentBy() {
            return new SentBy(from.transport(), "192.0.2.99", 5060);
        }

        @Override
        public Optional<SipAddress> identity() {
            return text.contains("P-Asserted") ? Optional.of(SipAddress.parse("sip:bob@h")) : Optional.empty();
        }

        @Override
        public boolean isKnown() {
            return known;
        }

        @Override
        public void answer(byte[] response) {
            answered.add(new String(response, UTF_8));
        }

        @Override
        public void refuse(SipResponse response) {
            refused.add(response);
        }
    }
}
