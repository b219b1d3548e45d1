package imc.run.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Collectors;

/** A configuration directory: one {@code PID.cfg} a PID, as an operator would write it. */
public final class Conf {

    private final Path directory;

    Conf(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Tests write faster than people.
        write("imc.flood", Map.of("rate_user", "0", "rate_room", "0"));
    }

    public Path directory() {
        return directory;
    }

    /**
     * Writes a PID's whole configuration, also while the server runs. The file changes in one step, as an editor does
     * it, so that the server never reads half of it.
     */
    public void write(String pid, Map<String, String> values) {
        try {
            String lines = values.entrySet().stream().map(each -> each.getKey() + " = " + each.getValue() + "\n")
                    .collect(Collectors.joining());
            Path written = Files.writeString(directory.resolve(pid + ".new"), lines);
            Files.move(written, directory.resolve(pid + ".cfg"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a PID has a file. */
    boolean has(String pid) {
        return Files.exists(directory.resolve(pid + ".cfg"));
    }

    /** Takes a PID's file away. */
    public void remove(String pid) {
        try {
            Files.delete(directory.resolve(pid + ".cfg"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the SIP transport listen on one port of 127.0.0.1, by UDP and TCP. */
    public void listen(int port) {
        write("imc.transport.sip", Map.of("listen", "udp:127.0.0.1:%1$d, tcp:127.0.0.1:%1$d".formatted(port)));
    }
}
