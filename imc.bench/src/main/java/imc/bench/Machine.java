package imc.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** On what it was measured. */
final class Machine {

    private Machine() {
    }

    static String description() throws IOException {
        return processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores, Linux "
                + System.getProperty("os.version") + ", JDK " + Runtime.version() + ", net.core.rmem_max "
                + line("/proc/sys/net/core/rmem_max", "").orElse("unknown");
    }

    private static String processor() throws IOException {
        return line("/proc/cpuinfo", "model name").map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse(System.getProperty("os.arch"));
    }

    private static Optional<String> line(String file, String start) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(start)).findFirst();
        }
    }
}
