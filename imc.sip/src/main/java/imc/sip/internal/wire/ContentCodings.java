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

    /** A body cannot be used; says the status that tells so. */
    public static final class CodingException extends Exception {

        private static final long serialVersionUID = 1L;
        private final int status;

        public CodingException(int status, String what) {
            super(what);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** @param codings in the order in which they were applied */
    public static byte[] undo(byte[] body, List<String> codings) throws CodingException {
        List<String> applied = codings.stream().map(coding -> coding.toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.equals("identity")).toList();
        if (applied.size() > MAX_CODINGS) {
            throw new CodingException(415, "There are too many content codings");
        }
        byte[] plain = body;
        for (int i = applied.size() - 1; i >= 0 && plain.length > 0; i--) {
            plain = undo(plain, applied.get(i));
        }
        return plain;
    }

    private static byte[] undo(byte[] body, String coding) throws CodingException {
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
            default -> throw new CodingException(415, "The content coding is not known");
        };
    }

    /** RFC 1950 §2.2; some leave out that header. */
    private static boolean isZlib(byte[] body) {
        return body.length > 1 && (body[0] & 15) == DEFLATE && ((body[0] & 0xFF) << 8 | body[1] & 0xFF) % 31 == 0;
    }

    private static byte[] read(byte[] body, String coding, Inflater inflater) throws CodingException {
        try (InputStream bytes = new ByteArrayInputStream(body);
                InputStream in = inflater == null ? new GZIPInputStream(bytes)
                        : new InflaterInputStream(bytes, inflater)) {
            byte[] plain = in.readNBytes(MAX_BODY + 1);
            if (plain.length > MAX_BODY) {
                throw new CodingException(413, "The body is longer than " + MAX_BODY + " bytes");
            }
            return plain;
        } catch (IOException e) {
            throw new CodingException(400, "The body is not what the content coding " + coding + " makes");
        }
    }
}
