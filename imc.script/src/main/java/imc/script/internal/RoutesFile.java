package imc.script.internal;

import imc.script.internal.program.Reader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The file with the routes. */
record RoutesFile(Path path) {

    static final String MISSING = "";

    /** What tells the file, as it is now, from what it was or will be; {@link #MISSING} where there is none. */
    String stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + "," + attributes.size() + "," + attributes.fileKey();
        } catch (IOException e) {
            return MISSING;
        }
    }

    /** @throws IOException saying why it cannot be read */
    String read() throws IOException {
        long size = Files.size(path);
        if (size > 4L * Reader.LONGEST) {
            throw new IOException(path + " has " + size + " bytes, and at most " + 4L * Reader.LONGEST + " are read");
        }
        try {
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new IOException(path + " is no text in UTF-8", e);
        }
    }
}
