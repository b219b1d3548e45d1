package imc.mi.http.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Reads the body of a request: JSON, not too long, and not too slowly. */
final class Body {

    static final int LENGTH = 65_536;
    static final Duration TIME = Duration.ofSeconds(10);
    private static final int TIMEOUT = 408;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED = 415;
    private static final int PIECE = 4_096;

    private Body() {
    }

    /** It is not read; what it says is for the client. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, String text) {
            super(text, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** @param nanos a clock that never goes back */
    static byte[] read(HttpServletRequest request, LongSupplier nanos) throws Refused, IOException {
        if (!isJson(request.getContentType())) {
            // What the forms of web pages can send without asking first has another type.
            throw new Refused(UNSUPPORTED, "Content-Type: application/json is expected");
        }
        if (request.getContentLengthLong() > LENGTH) {
            throw tooLong();
        }
        return read(request.getInputStream(), nanos);
    }

    static byte[] read(InputStream in, LongSupplier nanos) throws Refused, IOException {
        long begin = nanos.getAsLong();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            body.write(piece, 0, length);
            if (body.size() > LENGTH) {
                throw tooLong();
            }
            if (nanos.getAsLong() - begin > TIME.toNanos()) {
                throw new Refused(TIMEOUT, "A request is to be there within " + TIME.toSeconds() + " s");
            }
        }
        return body.toByteArray();
    }

    private static Refused tooLong() {
        return new Refused(TOO_LARGE, "A request may have " + LENGTH + " bytes");
    }

    /** JSON is UTF-8 (RFC 8259 §8.1), and needs no charset. */
    private static boolean isJson(String contentType) {
        String[] parts = Optional.ofNullable(contentType).orElse("").toLowerCase(Locale.ROOT).split(";", 2);
        return parts[0].strip().equals("application/json")
                && (parts.length == 1 || parts[1].replaceAll("[\\s\"]", "").equals("charset=utf-8"));
    }
}
