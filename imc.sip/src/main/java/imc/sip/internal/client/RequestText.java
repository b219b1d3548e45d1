package imc.sip.internal.client;

import imc.api.sip.NameAddress;
import imc.api.sip.OutgoingRequest;
import imc.api.sip.SipHeaders;
import imc.sip.internal.route.NextHop;
import imc.sip.internal.wire.Octets;
import imc.sip.internal.wire.Product;
import imc.sip.internal.wire.Tokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The bytes of a request, but for its first line and its Via, which depend on where it goes.
 *
 * @param method its method
 * @param rest   what stands behind the branch
 */
record RequestText(String method, byte[] rest) {

    private static final Set<String> NOT_SENT = Set.of("INVITE", "ACK", "CANCEL");
    /** What is ours to say. */
    private static final Set<String> OURS = Set.of("via", "v", "content-length", "l", "user-agent");

    /**
     * Writes a request.
     *
     * @param to what To says where the request does not
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static RequestText of(OutgoingRequest request, String to) {
        String method = request.method();
        if (!isToken(method) || NOT_SENT.contains(method)) {
            throw new IllegalArgumentException("'" + method + "' is no method that can be sent here");
        }
        SipHeaders headers = request.headers();
        StringBuilder text = new StringBuilder(256).append(";rport\r\n");
        if (headers.first("Max-Forwards").isEmpty()) {
            text.append("Max-Forwards: 70\r\n");
        }
        String from = headers.first("From").orElseThrow(() -> new IllegalArgumentException("From is missing"));
        line(text, "From", NameAddress.parse(from).parameters().containsKey("tag") ? from
                : from + ";tag=" + Tokens.next());
        line(text, "To", headers.first("To").orElse('<' + to + '>'));
        line(text, "Call-ID", headers.first("Call-ID").orElseGet(Tokens::next));
        String sequence = headers.first("CSeq").orElse("1 " + method);
        if (!sequence.matches("[0-9]{1,10}[ \t]+" + Pattern.quote(method))) {
            throw new IllegalArgumentException("CSeq '" + sequence + "' does not name " + method);
        }
        line(text, "CSeq", sequence);
        for (SipHeaders.Field field : headers.fields()) {
            switch (field.name().toLowerCase(Locale.ROOT)) {
                case "from", "to", "call-id", "cseq" -> { }
                default -> {
                    check(field.name());
                    line(text, field.name(), field.value());
                }
            }
        }
        text.append("User-Agent: ").append(Product.TOKEN).append("\r\nContent-Length: ").append(request.body().length)
                .append("\r\n\r\n");
        byte[] head = text.toString().getBytes(StandardCharsets.UTF_8);
        return new RequestText(method, ByteBuffer.allocate(head.length + request.body().length).put(head)
                .put(request.body()).array());
    }

    private static void check(String name) {
        if (!isToken(name) || OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("'" + name + "' is no header that can be set");
        }
    }

    private static boolean isToken(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length > 0 && Octets.isToken(bytes, 0, bytes.length);
    }

    /** A line end would begin a header of somebody else's choice. */
    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value.replaceAll("\\p{Cntrl}", " ")).append("\r\n");
    }

    /** How long it is in bytes, at most a little above what it will be. */
    int length(NextHop hop) {
        return rest.length + method.length() + hop.requestUri().length() + hop.route().length() + 150;
    }
}
