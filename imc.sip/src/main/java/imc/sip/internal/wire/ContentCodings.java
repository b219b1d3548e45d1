package imc.sip.internal.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Undoes what Content-Encoding names (RFC 3261 §20.12), within a bound. */
public final class ContentCodings {

    /** What Accept-Encoding says. */
    public static final String ACCEPTED = "gzip, deflate, identity";
    /** The longest body after that, in bytes: as long as any that a conference server can be told to take. */
    static final int MAX_BODY = 1 << 20;
    private static final int MAX_CODINGS = 2;
    private static final int DEFLATE = 8;

    private ContentCodings() {
    }

    /**
     * The body as it was before.
     *
     * @param codings in the order in which they were applied
     * @throws UnreadableException where it cannot be used, with the status that tells so
     */
    public static byte[] undo(byte[] body, List<String> codings) throws UnreadableException {
        List<String> applied = codings.stream().map(coding -> coding.toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.equals("identity")).toList();
        if (applied.size() > MAX_CODINGS) {
            throw new UnreadableException(415, "There are too many content codings", null);
        }
        byte[] plain = body;
        for (int i = applied.size() - 1; i >= 0 && plain.length > 0; i--) {
            plain = undo(plain, applied.get(i));
        }
        return plain;
    }

    private static byte[] undo(byte[] body, String coding) throws UnreadableException {
        return switch (coding) {
            case "gzip", "x-gzip" -> read(body, coding, null);
            case "deflate" -> {
                Inflater inflater = new Inflater(!isZlib(body));
                try {
                    yield read(body, coding, inflater);
                } finally {
                    inflater.end();
                }
            }
            default -> throw new UnreadableException(415, "The content coding is not known", null);
        };
    }

    /** RFC 1950 §2.2; some leave out that header. */
    private static boolean isZlib(byte[] body) {
        return body.length > 1 && (body[0] & 15) == DEFLATE && ((body[0] & 0xFF) << 8 | body[1] & 0xFF) % 31 == 0;
    }

    private static byte[] read(byte[] body, String coding, Inflater inflater) throws UnreadableException {
        byte[] plain;
        try (InputStream bytes = new ByteArrayInputStream(body);
                InputStream in = inflater == null ? new GZIPInputStream(bytes)
                        : new InflaterInputStream(bytes, inflater)) {
            plain = in.readNBytes(MAX_BODY + 1);
        } catch (IOException e) {
            throw new UnreadableException(400, "The body is not what the content coding " + coding + " makes", null);
        }
        if (plain.length > MAX_BODY) {
            throw new UnreadableException(413, "The body is longer than " + MAX_BODY + " bytes", null);
        }
        return plain;
    }
}
