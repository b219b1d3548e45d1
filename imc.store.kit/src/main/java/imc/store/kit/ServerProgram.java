package imc.store.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the programs of the database servers are. */
final class ServerProgram {

    /** Where Debian keeps what is no command for everybody; PostgreSQL's server is in a directory for each version. */
    private static final Path DEBIAN_POSTGRESQL = Path.of("/usr/lib/postgresql");

    private ServerProgram() {
    }

    /**
     * The program's path.
     *
     * @throws MissingServer if it is not installed
     */
    static String find(String program, String debianPackage) throws IOException {
        for (Path directory : directories()) {
            Path file = directory.resolve(program);
            if (Files.isExecutable(file)) {
                return file.toString();
            }
        }
        throw new MissingServer(program, debianPackage);
    }

    private static List<Path> directories() throws IOException {
        List<Path> directories = new ArrayList<>();
        if (Files.isDirectory(DEBIAN_POSTGRESQL)) {
            try (Stream<Path> versions = Files.list(DEBIAN_POSTGRESQL)) {
                versions.sorted(Comparator.comparing(Path::toString).reversed())
                        .forEach(version -> directories.add(version.resolve("bin")));
            }
        }
        for (String entry : System.getenv().getOrDefault("PATH", "").split(":")) {
            directories.add(Path.of(entry));
        }
        directories.add(Path.of("/usr/sbin"));
        directories.add(Path.of("/usr/local/sbin"));
        return directories;
    }

    /** A server that is not installed. */
    static final class MissingServer extends IOException {

        private static final long serialVersionUID = 1L;

        MissingServer(String program, String debianPackage) {
            super("the program " + program + " is not installed; Debian's package " + debianPackage + " has it");
        }
    }
}
