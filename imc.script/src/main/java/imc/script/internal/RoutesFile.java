package imc.script.internal;

import imc.script.internal.program.Reader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The file with the routes. */
record RoutesFile(Path path) {

    static final String MISSING = "";
    private static final String UNREADABLE = "unreadable";

    /**
     * What tells the file, as it is now, from what it was or will be; {@link #MISSING} where there is none. One whose
     * attributes cannot be read is there: {@link #read} says what is wrong with it.
     */
    String stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + "," + attributes.size() + "," + attributes.fileKey()
                    + "," + Files.isReadable(path);
        } catch (NoSuchFileException e) {
            return MISSING;
        } catch (IOException e) {
            return UNREADABLE;
        }
    }

    /** @throws IOException saying why it cannot be read */
    String read() throws IOException {
        try {
            long size = Files.size(path);
            if (size > 4L * Reader.LONGEST) {
                throw new IOException(path + " has " + size + " bytes, and at most " + 4L * Reader.LONGEST
                        + " are read");
            }
            return Files.readString(path);
        } catch (FileSystemException e) { // many of them say nothing but the path
            throw new IOException(path + " cannot be read: " + e, e);
        } catch (CharacterCodingException e) {
            throw new IOException(path + " is no text in UTF-8", e);
        }
    }
}
