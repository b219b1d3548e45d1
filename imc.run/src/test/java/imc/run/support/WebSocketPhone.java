package imc.run.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import imc.check.SipText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a browser is for a proxy: a user agent of SIP over WebSocket (RFC 7118), which answers each request 200. */
final class WebSocketPhone implements ProxyUser.SipClient {

    private static final int PATIENCE_SECONDS = 20;

    private final String user;
    private final String domain;
    private final String host = token() + ".invalid";
    private final String tag = token();
    private final BlockingQueue<SipText> responses = new LinkedBlockingQueue<>();
    private final BlockingQueue<SipText> inbox = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private int sequence;

    /** Connects to a port of 127.0.0.1. */
    WebSocketPhone(String user, String domain, int port) {
        this.user = user;
        this.domain = domain;
        socket = HttpClient.newHttpClient().newWebSocketBuilder().subprotocols("sip")
                .buildAsync(URI.create("ws://127.0.0.1:" + port), new Frames()).join();
    }

    private static String token() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** Where it says that it is. */
    String host() {
        return host;
    }

    @Override
    public SipText request(String method, String uri, String to, List<String> headers, byte[] body) throws IOException {
        List<String> lines = new ArrayList<>(List.of("Via: SIP/2.0/WS " + host + ";branch=z9hG4bK" + token(),
                "Max-Forwards: 70", "From: <sip:" + user + "@" + domain + ">;tag=" + tag, "To: <" + to + ">",
                "Call-ID: " + token(), "CSeq: " + ++sequence + " " + method));
        lines.addAll(headers);
        send(new SipText(method + " " + uri + " SIP/2.0", lines, body));
        try {
            SipText response = responses.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (response == null) {
                throw new IOException("no answer to " + user + "'s " + method);
            }
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public SipText next(long millis) throws InterruptedException {
        return inbox.poll(millis, TimeUnit.MILLISECONDS);
    }

    private void send(SipText message) {
        socket.sendText(new String(message.octets(), UTF_8), true).join();
    }

    private void take(SipText message) {
        if (!message.isResponse()) {
            send(message.answer(200, "OK", tag));
            inbox.add(message);
        } else if (message.status() >= 200) {
            responses.add(message);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    /** A message is one of WebSocket's, in one or several frames. */
    private final class Frames implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            message.append(text);
            if (last) {
                take(SipText.parse(message.toString().getBytes(UTF_8)));
                message.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
