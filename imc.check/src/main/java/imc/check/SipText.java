package imc.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A SIP message as text: a start line, header lines in their order, a body. It is as simple as a client can be, and
 * shares no code with the server, so that a mistake of the one is no mistake of the other.
 *
 * @param startLine without its line end
 * @param headers   {@code Name: value} each
 * @param body      the octets behind the empty line
 */
public record SipText(String startLine, List<String> headers, byte[] body) {

    private static final Set<String> COPIED = Set.of("via", "from", "call-id", "cseq");

    /** Where the headers end in these octets: the index behind the empty line, or -1. */
    static int endOfHeaders(byte[] octets, int length) {
        for (int i = 3; i < length; i++) {
            if (octets[i] == '\n' && octets[i - 1] == '\r' && octets[i - 2] == '\n' && octets[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    /** Reads a message; folded header lines are joined (RFC 3261 §7.3.1). */
    public static SipText parse(byte[] octets) {
        int end = endOfHeaders(octets, octets.length);
        String head = new String(octets, 0, end < 0 ? octets.length : end - 4, UTF_8);
        String[] lines = head.replaceAll("\r\n[ \t]+", " ").split("\r\n");
        return new SipText(lines[0], List.of(lines).subList(1, lines.length),
                end < 0 ? new byte[0] : Arrays.copyOfRange(octets, end, octets.length));
    }

    public boolean isResponse() {
        return startLine.startsWith("SIP/2.0 ");
    }

    /** A response's status code. */
    public int status() {
        return Integer.parseInt(startLine.split(" ")[1]);
    }

    /** A request's method. */
    public String method() {
        return startLine.split(" ")[0];
    }

    /** The value of the first header with this name. */
    public Optional<String> header(String name) {
        return all(name).stream().findFirst();
    }

    /** The values of all headers with this name, in their order; of one that lists several, the line as it is. */
    public List<String> all(String name) {
        return headers.stream().filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip()).toList();
    }

    /** The branch of the topmost Via, which names the transaction (RFC 3261 §17.1.3). */
    String branch() {
        String via = header("Via").orElse("").split(",")[0];
        int start = via.indexOf("branch=");
        return start < 0 ? via : via.substring(start + 7).split("[;\\s]")[0];
    }

    public String bodyText() {
        return new String(body, UTF_8);
    }

    /** The user part of the URI in a From or To header. */
    public String userOf(String name) {
        String value = header(name).orElse("");
        int start = value.indexOf("sip:") + 4;
        int at = value.indexOf('@', start);
        return at < 0 ? value : value.substring(start, at);
    }

    /** A response to this request with its Via, From, To, Call-ID and CSeq (RFC 3261 §8.2.6). */
    public SipText answer(int status, String phrase, String toTag) {
        List<String> copied = new ArrayList<>();
        for (String line : headers) {
            String name = line.substring(0, Math.max(0, line.indexOf(':'))).strip().toLowerCase();
            if (COPIED.contains(name)) {
                copied.add(line);
            } else if (name.equals("to")) {
                copied.add(line.contains("tag=") ? line : line + ";tag=" + toTag);
            }
        }
        return new SipText("SIP/2.0 " + status + " " + phrase, copied, new byte[0]);
    }

    /** The octets to send, with the right Content-Length. */
    public byte[] octets() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String head = startLine + "\r\n" + String.join("\r\n", headers) + (headers.isEmpty() ? "" : "\r\n")
                + "Content-Length: " + body.length + "\r\n\r\n";
        out.writeBytes(head.getBytes(UTF_8));
        out.writeBytes(body);
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return startLine + "\n" + String.join("\n", headers) + "\n\n" + bodyText();
    }
}
