package imc.run.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import imc.check.Phone;
import imc.check.SipText;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/** A user of a proxy that wants a password: registered there, behind a NAT, or in a browser. */
public final class ProxyUser implements AutoCloseable {

    private static final long ARRIVAL_MILLIS = 20_000;
    private static final String DOMAIN = "example.com";

    private final String user;
    private final SipClient client;

    private ProxyUser(String user, SipClient client, String contact) throws IOException {
        this.user = user;
        this.client = client;
        assertEquals(200, register(contact).status());
    }

    /** With a telephone, which has a private address, as behind a NAT. */
    public static ProxyUser phone(String user, String transport, int proxyPort) throws IOException {
        return new ProxyUser(user, new OfPhone(new Phone(user, DOMAIN, transport,
                new InetSocketAddress("127.0.0.1", proxyPort))), user + "@10.9.8.7:5060;transport=" + transport);
    }

    /** In a browser, which invents a host (RFC 7118 §5). */
    public static ProxyUser browser(String user, int webSocketPort) throws IOException {
        WebSocketPhone phone = new WebSocketPhone(user, DOMAIN, webSocketPort);
        return new ProxyUser(user, phone, user + "@" + phone.host() + ";transport=ws");
    }

    /** What the proxy has to know of a user: H(A1) of RFC 2617 §3.2.2.2. */
    public static String ha1(String user) {
        return new DigestUser(user, password(user)).secret("MD5", DOMAIN);
    }

    private static String password(String user) {
        return "of-" + user;
    }

    /** The final response to a registration of a contact, a URI without its scheme. */
    public SipText register(String contact) throws IOException {
        return ask("REGISTER", "sip:" + DOMAIN, List.of("Contact: <sip:" + contact + ">", "Expires: 600"), "");
    }

    /** The final response to a message with these headers. */
    public SipText message(String to, List<String> headers, String body) throws IOException {
        return ask("MESSAGE", "sip:" + to + "@" + DOMAIN, headers, body);
    }

    /** Sends a text, and gives the final response. */
    public SipText message(String to, String text) throws IOException {
        return message(to, List.of("Content-Type: text/plain"), text);
    }

    /** Sends a text that is answered 200. */
    public void say(String to, String text) throws IOException {
        SipText answer = message(to, text);
        assertEquals(200, answer.status(), () -> text + " was answered " + answer);
    }

    /** Takes the next message that arrives and compares its text. */
    public void hears(String text) throws InterruptedException {
        assertEquals(text, next().bodyText());
    }

    /** The next request that arrives. */
    public SipText next() throws InterruptedException {
        SipText message = client.next(ARRIVAL_MILLIS);
        assertNotNull(message, () -> user + " received nothing");
        return message;
    }

    /** Sends a request, again with the password where it is asked for. */
    public SipText ask(String method, String uri, List<String> headers, String body) throws IOException {
        String to = method.equals("REGISTER") ? "sip:" + user + "@" + DOMAIN : uri;
        SipText answer = client.request(method, uri, to, headers, body.getBytes(UTF_8));
        String challenge = answer.header("WWW-Authenticate").or(() -> answer.header("Proxy-Authenticate")).orElse("");
        if (challenge.isEmpty()) {
            return answer;
        }
        String credentials = (answer.status() == 401 ? "Authorization: " : "Proxy-Authorization: ")
                + new DigestUser(user, password(user)).answer(challenge, method, uri, 1);
        return client.request(method, uri, to, Stream.concat(headers.stream(), Stream.of(credentials)).toList(),
                body.getBytes(UTF_8));
    }

    @Override
    public void close() {
        client.close();
    }

    /** What sends requests and takes them. */
    interface SipClient extends AutoCloseable {

        SipText request(String method, String uri, String to, List<String> headers, byte[] body) throws IOException;

        /** Null if none comes in time. */
        SipText next(long millis) throws InterruptedException;

        @Override
        void close();
    }

    private record OfPhone(Phone phone) implements SipClient {

        @Override
        public SipText request(String method, String uri, String to, List<String> headers, byte[] body)
                throws IOException {
            return phone.request(method, uri, to, headers, body);
        }

        @Override
        public SipText next(long millis) throws InterruptedException {
            return phone.next(millis);
        }

        @Override
        public void close() {
            phone.close();
        }
    }
}
