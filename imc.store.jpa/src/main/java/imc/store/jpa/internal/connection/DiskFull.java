package imc.store.jpa.internal.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An embedded database has failed because its disk is full, whatever it says itself: often that it is read-only. */
public final class DiskFull extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With less than this Derby does not get far: its log alone wants as much. */
    private static final long FULL_BYTES = 1 << 20;

    public DiskFull(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** Says that the disk of a directory, which need not be there, is full; empty where it is not, or nobody knows. */
    static Optional<String> sentence(Path directory) {
        try {
            Path there = directory.toAbsolutePath();
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent();
            }
            return sentence(directory, Files.getFileStore(there).getUsableSpace());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<String> sentence(Path directory, long free) {
        return free >= FULL_BYTES ? Optional.empty()
                : Optional.of("the disk of " + directory + " is full (" + free + " bytes free)");
    }
}
