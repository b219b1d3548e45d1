package imc.sip.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The headers that matter, each with its compact form (RFC 3261 §7.3.3), and whether it is no list, so that it stands
 * once (§7.3.1): of two values nobody could tell which one others go by.
 */
public enum Header {
    VIA("Via", 'v', false), FROM("From", 'f', true), TO("To", 't', true), CALL_ID("Call-ID", 'i', true),
    CSEQ("CSeq", 0, true), CONTENT_TYPE("Content-Type", 'c', true), CONTENT_LENGTH("Content-Length", 'l', true),
    CONTENT_ENCODING("Content-Encoding", 'e', false), CONTENT_DISPOSITION("Content-Disposition", 0, true),
    REQUIRE("Require", 0, false), SUPPORTED("Supported", 'k', false), EXPIRES("Expires", 0, true),
    DATE("Date", 0, true), AUTO_SUBMITTED("Auto-Submitted", 0, true), IN_REPLY_TO("In-Reply-To", 0, false),
    P_ASSERTED_IDENTITY("P-Asserted-Identity", 0, false), MAX_FORWARDS("Max-Forwards", 0, true),
    ACCEPT_LANGUAGE("Accept-Language", 0, false), SUBJECT("Subject", 's', true), PRIORITY("Priority", 0, true),
    REPLY_TO("Reply-To", 0, true);

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

    private final String title;
    private final byte[] text;
    private final int compact;
    private final boolean once;

    Header(String title, int compact, boolean once) {
        this.title = title;
        this.text = title.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        this.compact = compact;
        this.once = once;
    }

    /** Its name as RFC 3261 writes it. */
    public String title() {
        return title;
    }

    boolean isOnce() {
        return once;
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
