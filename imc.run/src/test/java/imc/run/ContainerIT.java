package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.run.support.Directories;
import imc.run.support.Distribution;
import imc.run.support.ForegroundServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The container file copies what is there; its command lines are run, with the test's directories. */
class ContainerIT {

    private static final Pattern COPY = Pattern.compile("(?m)^COPY (.*) (/\\S+)$");
    private static final Pattern LINE = Pattern.compile("(?m)^( *)CMD \\[(.*)\\]$");

    @Test
    @DisplayName("whatever is copied is in the distribution, and all that the server needs is copied")
    void copies() throws IOException {
        List<MatchResult> copies = COPY.matcher(file()).results().toList();
        assertFalse(copies.isEmpty());
        for (MatchResult copy : copies) {
            for (String source : copy.group(1).split(" ")) {
                Path path = Directories.DISTRIBUTION.resolve(source.replace("/*.cfg", ""));
                assertTrue(Files.exists(path), source);
            }
        }
        for (String needed : List.of("bin", "bundle", "conf")) {
            assertTrue(file().contains("\nCOPY " + needed + " /opt/imc/" + needed + "\n"), needed);
        }
    }

    @Test
    @DisplayName("the server becomes ready, the health check says so, and TERM ends it with exit code 0")
    void commandLines() throws IOException {
        List<String> lines = LINE.matcher(file()).results().map(line -> line.group(2)).toList();
        assertEquals(List.of(exec("status"), exec("run")), lines, "the health check, and the command");
        try (Distribution server = new Distribution(); ForegroundServer running = server.prepare().run()) {
            running.await("imc is ready");
            assertEquals(0, server.imc("status").code());
            assertEquals(0, running.terminate().end().code());
            assertEquals(3, server.imc("status").code());
        }
    }

    private static String exec(String command) {
        return "\"/opt/imc/bin/imc\", \"" + command + "\", \"--conf\", \"/etc/imc\", \"--data\", \"/var/lib/imc\"";
    }

    private static String file() throws IOException {
        return Files.readString(Directories.DISTRIBUTION.resolve("container/Containerfile"));
    }
}
