package imc.sip.internal.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

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

    /** What a response has of its request (RFC 3261 §8.2.6.2). */
    public static final List<Header> NEEDED = List.of(VIA, FROM, TO, CALL_ID, CSEQ);

    private static final Header[] ALL = values();
    /** The longest name. */
    private static final int LONGEST = 19;
    private static final Header[][] BY_LENGTH = IntStream.rangeClosed(0, LONGEST)
            .mapToObj(length -> Arrays.stream(ALL).filter(header -> header.text.length == length)
                    .toArray(Header[]::new))
            .toArray(Header[][]::new);

    private final String title;
    private final byte[] text;
    private final int compact;
    private final boolean once;

    Header(String title, int compact, boolean once) {
        this.title = title;
        this.text = Octets.of(title.toLowerCase(Locale.ROOT));
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
    public static Header named(byte[] data, int start, int end) {
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
            if (Octets.startWithAnyCase(data, start, end, header.text)) {
                return header;
            }
        }
        return null;
    }
}
