package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.run.support.Directories;
import imc.run.support.Distribution;
import imc.run.support.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The unit for systemd names what is there: its command lines are run as they stand, with the test's directories. */
class SystemdIT {

    private static final Path SYSTEMD = Directories.DISTRIBUTION.resolve("systemd");
    private static final String HOME = "/opt/imc";
    private static final String CONF = "/etc/imc";
    private static final String DATA = "/var/lib/imc";

    private final Map<String, String> unit = unit();

    @Test
    @DisplayName("the unit's command lines start a server, of which the number is where the unit says, and stop it")
    void commandLines() throws IOException {
        try (Distribution server = new Distribution()) {
            server.prepare();
            run(server, "ExecStart");
            assertEquals("forking", unit.get("Type"));
            Path file = Path.of(DATA).relativize(Path.of(unit.get("PIDFile")));
            String pid = Files.readString(server.data().resolve(file));
            assertEquals(server.process().pid(), Long.parseLong(pid.strip()));
            run(server, "ExecStop");
            assertEquals(3, server.imc("status").code());
        }
    }

    @Test
    @DisplayName("the unit waits longer than bin/imc does, which says what is the matter")
    void timeouts() throws IOException {
        String script = Files.readString(Directories.DISTRIBUTION.resolve("bin/imc"));
        int start = Integer.parseInt(script.replaceAll("(?s).*IMC_START_TIMEOUT:-(\\d+)\\}.*", "$1"));
        assertTrue(Integer.parseInt(unit.get("TimeoutStartSec")) > start, start + " s");
    }

    @Test
    @DisplayName("user, directories and document are those that the unit, its user's file and its README agree on")
    void names() throws IOException {
        String users = Files.readString(SYSTEMD.resolve("sysusers.conf"));
        assertTrue(users.contains("\nu " + unit.get("User") + " - "), users);
        assertEquals(DATA, "/var/lib/" + unit.get("StateDirectory"));
        assertEquals(CONF, unit.get("AssertPathIsDirectory"));
        assertEquals("-" + CONF + "/environment", unit.get("EnvironmentFile"));
        String document = unit.get("Documentation").replace("file://" + HOME + "/", "");
        assertTrue(Files.exists(Directories.DISTRIBUTION.resolve(document)), document);
        String readme = Files.readString(SYSTEMD.resolve("README.md"));
        List.of(HOME, CONF, DATA).forEach(place -> assertTrue(readme.contains(place), place));
    }

    private void run(Distribution server, String key) {
        List<String> line = List.of(unit.get(key).split(" "));
        assertEquals(HOME + "/bin/imc", line.get(0));
        assertEquals(List.of("--conf", CONF, "--data", DATA), line.subList(2, line.size()));
        Result result = server.imc(line.get(1));
        assertEquals(0, result.code(), result::toString);
    }

    /** The keys that stand once. */
    private static Map<String, String> unit() {
        try {
            return Files.readString(SYSTEMD.resolve("imc.service")).lines().filter(line -> line.matches("\\w+=.*"))
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, other) -> one + " " + other));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
