package imc.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A SIP user agent that sends and receives MESSAGEs (RFC 3428) over a socket of its own. It answers every request,
 * absorbs retransmissions, and keeps what it received in order. Safe for use by several threads.
 */
public final class Phone implements AutoCloseable {

    private static final int T1_MILLISECONDS = 500;
    private static final int ANSWER_SECONDS = 20;

    private final String user;
    private final String domain;
    private final Wire wire;
    private final BlockingQueue<SipText> inbox = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<SipText>> open = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final String tag = token();
    private final Thread receiver;
    private volatile int status = 200;
    /** Why nothing is received any more; null while something may be. */
    private volatile Exception ended;
    private int sequence;

    /** Opens a socket; over tls, to a server that the JDK trusts. */
    public Phone(String user, String domain, String transport, InetSocketAddress server) throws IOException {
        this(user, domain, transport, server, Optional.empty());
    }

    /**
     * Opens a socket.
     *
     * @param user      the user part of this phone's address
     * @param domain    the host of this phone's address, which need not be the server's
     * @param transport udp, tcp or tls
     * @param server    where everything is sent
     * @param trusted   as {@link Target} has it
     */
    public Phone(String user, String domain, String transport, InetSocketAddress server, Optional<Path> trusted)
            throws IOException {
        this.user = user;
        this.domain = domain;
        this.wire = Wire.open(transport, server, trusted);
        this.receiver = new Thread(this::receive, "phone-" + user);
        receiver.setDaemon(true);
        receiver.start();
    }

    private static String token() {
        return UUID.randomUUID().toString().substring(0, 13);
    }

    /** This phone's address of record. */
    public String address() {
        return "sip:" + user + "@" + domain;
    }

    /** Answers MESSAGEs with this status from now on; 200 at first. */
    public void answerWith(int statusOfAnswers) {
        status = statusOfAnswers;
    }

    /**
     * Registers this phone, for an hour, or not at all.
     *
     * @param seconds 0 takes the registration back
     * @return the final response
     */
    public SipText register(int seconds) throws IOException {
        return request("REGISTER", "sip:" + domain, address(), List.of("Contact: <" + contact() + ">",
                "Expires: " + seconds), new byte[0]);
    }

    private String contact() {
        return "sip:" + user + "@" + hostPort() + (wire.transport().equals("UDP") ? ""
                : ";transport=" + wire.transport().toLowerCase(Locale.ROOT));
    }

    private String hostPort() {
        String host = wire.local().getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + wire.local().getPort();
    }

    /** Sends plain text to a user of this phone's domain, and gives the final response. */
    public SipText message(String to, String text) throws IOException {
        return message(to, List.of("Content-Type: text/plain"), text.getBytes(UTF_8));
    }

    /** Sends a body with these headers to a user of this phone's domain, and gives the final response. */
    public SipText message(String to, List<String> headers, byte[] body) throws IOException {
        String uri = to.indexOf(':') < 0 ? "sip:" + (to.indexOf('@') < 0 ? to + "@" + domain : to) : to;
        return request("MESSAGE", uri, uri, headers, body);
    }

    /**
     * Sends a request out of dialog, again and again while over UDP, and gives the final response.
     *
     * @param headers further header lines; one for To takes the place of the usual one
     */
    public SipText request(String method, String uri, String to, List<String> headers, byte[] body) throws IOException {
        String branch = "z9hG4bK" + token();
        List<String> lines = new ArrayList<>(List.of(
                "Via: SIP/2.0/" + wire.transport() + " " + hostPort() + ";rport;branch=" + branch,
                "Max-Forwards: 70",
                "From: <" + address() + ">;tag=" + tag,
                "Call-ID: " + token(),
                "CSeq: " + nextSequence() + " " + method));
        if (headers.stream().noneMatch(line -> line.regionMatches(true, 0, "To:", 0, 3))) {
            lines.add("To: <" + to + ">");
        }
        lines.addAll(headers);
        return await(branch, new SipText(method + " " + uri + " SIP/2.0", lines, body).octets());
    }

    private synchronized int nextSequence() {
        return ++sequence;
    }

    private SipText await(String branch, byte[] octets) throws IOException {
        CompletableFuture<SipText> response = new CompletableFuture<>();
        open.put(branch, response);
        if (ended != null) {
            response.completeExceptionally(ended);
        }
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
            do {
                if (!response.isDone()) {
                    wire.send(octets);
                }
                try {
                    return response.get(wire.transport().equals("UDP") ? T1_MILLISECONDS
                            : TimeUnit.SECONDS.toMillis(ANSWER_SECONDS), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // over UDP the request is sent once more (Timer E), until the deadline
                }
            } while (System.nanoTime() < deadline);
            throw new IOException("no answer to " + user + "'s request within " + ANSWER_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for an answer", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            open.remove(branch);
        }
    }

    /** The next MESSAGE that arrives, or that has arrived; null if none comes in time. */
    public SipText next(long milliseconds) throws InterruptedException {
        return inbox.poll(milliseconds, TimeUnit.MILLISECONDS);
    }

    private void receive() {
        try {
            for (var octets = wire.receive(); octets.isPresent(); octets = wire.receive()) {
                take(SipText.parse(octets.get()));
            }
            fail(new IOException("the phone of " + user + " was closed, or its connection"));
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void fail(Exception reason) {
        ended = reason;
        open.values().forEach(response -> response.completeExceptionally(reason));
    }

    private void take(SipText message) throws IOException {
        if (message.isResponse()) {
            CompletableFuture<SipText> response = open.get(message.branch());
            if (response != null && message.status() >= 200) {
                response.complete(message);
            }
            return;
        }
        int answer = message.method().equals("MESSAGE") ? status : 405;
        wire.send(message.answer(answer, answer == 200 ? "OK" : "As Told", tag).octets());
        if (seen.add(message.branch())) {
            inbox.add(message);
        }
    }

    @Override
    public void close() {
        wire.close();
        try {
            receiver.join(TimeUnit.SECONDS.toMillis(ANSWER_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
