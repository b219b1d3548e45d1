package imc.sip.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes requests for tests, as a well-behaved client would, unless told otherwise. */
public final class SipRequestText {

    private static final AtomicInteger NUMBER = new AtomicInteger((int) System.nanoTime() & 0xFFFFFF);

    private final int number = NUMBER.incrementAndGet();
    private final List<String> headers = new ArrayList<>();
    private final String method;
    private final String requestUri;
    private String via;
    private String from = "<sip:alice@127.0.0.1>;tag=a" + number;
    private String to;
    private String callId = "c" + number;
    private String contentType = "text/plain";
    private byte[] body = new byte[0];

    private SipRequestText(String method, String requestUri) {
        this.method = method;
        this.requestUri = requestUri;
        this.to = '<' + requestUri + '>';
    }

    public static SipRequestText request(String method, String requestUri) {
        return new SipRequestText(method, requestUri);
    }

    /** A MESSAGE from alice. */
    public static SipRequestText message(String requestUri, String body) {
        return request("MESSAGE", requestUri).body(body);
    }

    public SipRequestText from(String value) {
        from = value;
        return this;
    }

    public SipRequestText to(String value) {
        to = value;
        return this;
    }

    public SipRequestText callId(String value) {
        callId = value;
        return this;
    }

    /** The whole value; otherwise the client's own, with rport. */
    public SipRequestText via(String value) {
        via = value;
        return this;
    }

    /** Null leaves it out. */
    public SipRequestText contentType(String value) {
        contentType = value;
        return this;
    }

    public SipRequestText body(String value) {
        body = value.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    public SipRequestText header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    public String callId() {
        return callId;
    }

    /** @param client by whose transport and address the Via is written */
    public String text(SipClient client) {
        String ownVia = via != null ? via : "SIP/2.0/" + client.transport() + " 127.0.0.1:" + client.port()
                + ";branch=z9hG4bK" + number + ";rport";
        StringBuilder text = new StringBuilder()
                .append(method).append(' ').append(requestUri).append(" SIP/2.0\r\n")
                .append("Via: ").append(ownVia).append("\r\n")
                .append("Max-Forwards: 70\r\n")
                .append("From: ").append(from).append("\r\n")
                .append("To: ").append(to).append("\r\n")
                .append("Call-ID: ").append(callId).append("\r\n")
                .append("CSeq: 1 ").append(method).append("\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        if (body.length > 0 && contentType != null) {
            text.append("Content-Type: ").append(contentType).append("\r\n");
        }
        return text.append("Content-Length: ").append(body.length).append("\r\n\r\n")
                .append(new String(body, StandardCharsets.ISO_8859_1)).toString();
    }
}
