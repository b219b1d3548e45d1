package imc.sip.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The headers that matter, each with its compact form (RFC 3261 §7.3.3). */
public enum Header {
    VIA("via", 'v'), FROM("from", 'f'), TO("to", 't'), CALL_ID("call-id", 'i'), CSEQ("cseq", 0),
    CONTENT_TYPE("content-type", 'c'), CONTENT_LENGTH("content-length", 'l'),
    CONTENT_ENCODING("content-encoding", 'e'), CONTENT_DISPOSITION("content-disposition", 0), REQUIRE("require", 0),
    SUPPORTED("supported", 'k'), EXPIRES("expires", 0), DATE("date", 0), AUTO_SUBMITTED("auto-submitted", 0),
    IN_REPLY_TO("in-reply-to", 0), P_ASSERTED_IDENTITY("p-asserted-identity", 0);

    private static final Header[] ALL = values();
    /** The longest name. */
    private static final int LONGEST = 19;
    private static final Header[][] BY_LENGTH = new Header[LONGEST + 1][];

    static {
        for (int length = 0; length <= LONGEST; length++) {
            int wanted = length;
            BY_LENGTH[length] = Arrays.stream(ALL).filter(header -> header.text.length == wanted)
                    .toArray(Header[]::new);
        }
    }

    private final byte[] text;
    private final int compact;

    Header(String text, int compact) {
        this.text = text.getBytes(StandardCharsets.US_ASCII);
        this.compact = compact;
    }

    /** The header of a name, in any case, or in its compact form; null for one that does not matter. */
    static Header named(byte[] data, int start, int end) {
        int length = end - start;
        if (length == 1) {
            int letter = data[start] | 0x20;
            for (Header header : ALL) {
                if (header.compact == letter) {
                    return header;
                }
            }
            return null;
        }
        if (length > LONGEST) {
            return null;
        }
        for (Header header : BY_LENGTH[length]) {
            if (header.isName(data, start)) {
                return header;
            }
        }
        return null;
    }

    private boolean isName(byte[] data, int start) {
        for (int i = 0; i < text.length; i++) {
            byte c = data[start + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != text[i]) {
                return false;
            }
        }
        return true;
    }
}
