package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.run.support.Directories;
import imc.run.support.Distribution;
import imc.run.support.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Somebody who has the distribution and not its sources writes a bundle against it, and runs it there. */
class StrangerIT {

    private final Path directory = Directories.temporary();

    @AfterEach
    void delete() {
        Directories.delete(directory);
    }

    @Test
    @DisplayName("a project of its own is built with the distribution's API; its command, statistic, management"
            + " command and store are there as soon as its bundle is started")
    void stranger() throws Exception {
        Path project = directory.resolve("greeter");
        Directories.copy(Path.of("src/test/stranger"), project);
        // What Maven itself takes for that is here from our own build; nothing of this one is left to others.
        Path settings = Files.writeString(directory.resolve("settings.xml"), """
                <settings>
                    <localRepository>%s</localRepository>
                    <mirrors>
                        <mirror><id>here</id><url>%s</url><mirrorOf>*,!imc</mirrorOf></mirror>
                    </mirrors>
                </settings>
                """.formatted(directory.resolve("m2"), Path.of(System.getProperty("imc.maven.repository")).toUri()));
        Result build = Result.of(new ProcessBuilder(System.getProperty("imc.maven") + "/bin/mvn", "-B", "-q",
                "-s", settings.toString(), "-Dimc.home=" + Directories.DISTRIBUTION,
                "-Dimc.version=" + System.getProperty("imc.version"), "package").directory(project.toFile()), "");
        assertEquals(0, build.code(), build::toString);

        try (Distribution server = new Distribution().start(); Phone alice = phone("alice", "tcp", server.sipPort())) {
            Result start = server.shell("start " + project.resolve("target/greeter-1.0.0.jar").toUri());
            assertEquals(0, start.code(), start::toString);
            say(alice, "chat-1", "#greet Bob");
            hears(alice, "*** Hello, Bob");
            assertTrue(server.shell("imc:greeterWave 2").out().contains("waved  2"));
            assertTrue(server.shell("imc:getStatistics greeter: -j").out().contains("greetings"));
            Result swap = server.shell("imc:swapStore shelf");
            assertEquals(0, swap.code(), swap::toString);
            say(alice, "chat-2", "#create");
            assertTrue(server.shell("imc:store").out().matches("(?s).*serving +shelf.*"),
                    server.shell("imc:store").out());
        }
    }
}
