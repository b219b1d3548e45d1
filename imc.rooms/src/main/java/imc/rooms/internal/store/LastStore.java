package imc.rooms.internal.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The name of the store that served last, kept from one run of the server to the next in the bundle's own file: the
 * rooms are there, and no store of last resort may begin without them. Used by one thread.
 *
 * @param file null where the framework has no place for files; then nothing is remembered
 */
record LastStore(Path file) {

    private static final Logger LOG = LoggerFactory.getLogger(LastStore.class);

    /** Empty where none has served yet, or nothing is remembered. */
    Optional<String> name() {
        if (file == null || !Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip()).filter(name -> !name.isEmpty());
        } catch (IOException e) {
            LOG.warn("Which store served last cannot be read from {}: {}", file, e.toString());
            return Optional.empty();
        }
    }

    void remember(String name) {
        if (file == null || name().equals(Optional.of(name))) {
            return;
        }
        try {
            // whole or not at all: the power may fail in between
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(next, name + '\n', StandardCharsets.UTF_8);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("That the store {} serves cannot be kept in {}: {}", name, file, e.toString());
        }
    }
}
