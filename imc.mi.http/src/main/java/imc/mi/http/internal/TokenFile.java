package imc.mi.http.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * The token that is made where none is configured. Whoever can read it is the user who runs the server, and can do with
 * the server whatever he likes anyway.
 */
final class TokenFile {

    private static final int BYTES = 32;
    private static final int LEAST_LENGTH = 20;

    private final Path path;

    TokenFile(Path path) {
        this.path = path;
    }

    /** What is there, or a new one, if there is none. */
    String token() throws IOException {
        if (!Files.exists(path)) {
            return made();
        }
        String token = Files.readString(path).strip();
        if (token.length() < LEAST_LENGTH) {
            throw new IOException(path + " has no token of " + LEAST_LENGTH + " characters; delete it for a new one");
        }
        return token;
    }

    /** For its owner alone from its first moment on. */
    private String made() throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        FileAttribute<?> owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (SeekableByteChannel file = Files.newByteChannel(path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            file.write(ByteBuffer.wrap((token + "\n").getBytes(StandardCharsets.US_ASCII)));
        }
        return token;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
