package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import imc.run.support.Directories;
import imc.run.support.Distribution;
import imc.run.support.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code bin/imc} says of a server's settings and of its start. */
class StartIT {

    @Test
    @DisplayName("a server with a value that is refused does not start: all refusals are shown, and nothing is opened")
    void refused() {
        try (Distribution imc = new Distribution()) {
            imc.conf().write("imc.commands", Map.of("owner_leave", "vanish", "hash_size", "99"));
            imc.conf().write("imc.registrar", Map.of("max_contacs", "5"));
            imc.conf().write("imc.comands", Map.of());

            Result start = imc.imc("start");

            assertEquals(1, start.code(), start.toString());
            Path conf = imc.conf().directory();
            for (String shown : List.of(
                    conf + "/imc.commands.cfg: imc.commands: owner_leave = 'vanish' is refused: "
                            + "allowed is one of [destroy,",
                    conf + "/imc.commands.cfg: imc.commands: hash_size = '99' is refused: "
                            + "allowed is a whole number from 0",
                    conf + "/imc.registrar.cfg: imc.registrar: the key 'max_contacs' is not known and has no effect",
                    "is 'max_contacts' meant?")) {
                assertTrue(start.err().contains(shown), start.err());
            }
            assertFalse(Files.exists(imc.data().resolve("derby")), "no database was made");
            assertFalse(log(imc).contains("Listening"), "no port was opened");

            Result check = imc.imc("config", "--check");
            assertEquals(1, check.code());
            assertTrue(check.err().contains("owner_leave = 'vanish' is refused"), check.err());
            assertTrue(check.err().contains("imc.comands.cfg has no effect: no bundle takes a configuration "
                    + "'imc.comands'; is imc.commands.cfg meant?"), check.err());

            imc.conf().write("imc.commands", Map.of("owner_leave", "refuse"));
            imc.conf().remove("imc.registrar");
            imc.conf().remove("imc.comands");
            ProcessBuilder elsewhere = imc.command("config", "--check").directory(imc.conf().directory().toFile());
            Result well = Result.of(elsewhere, "");
            assertEquals(0, well.code(), well.toString());
            assertEquals("", well.err());
            assertFalse(Files.exists(imc.conf().directory().resolve("log")), "a check writes nothing");
            imc.conf().write("imc.store.jpa", Map.of("db_url", "postgres://imc:s3cret@127.0.0.1:1/imc"));
            imc.conf().write("imc.transport.sip", Map.of("listen", "udp:0.0.0.0:5060"));
            Result warned = imc.imc("config", "--check");
            assertEquals(1, warned.code(), warned.toString());
            assertEquals("", warned.out());
            assertTrue(warned.err().startsWith("warning: " + conf + "/imc.store.jpa.cfg: imc.store.jpa: db_url = "
                    + "'postgres://imc:***@127.0.0.1:1/imc' needs the JDBC driver org.postgresql.Driver, "
                    + "which no jar in "
                    + "bundle/ has: copy optional/postgresql-*.jar to bundle/"), warned.err());
            assertTrue(warned.err().contains("warning: " + conf + "/imc.transport.sip.cfg: the server does not listen"
                    + " at udp:0.0.0.0:5060 (listen in imc.transport.sip), which is beyond loopback: nobody is"
                    + " asked for a password (auth = none in imc.auth). Set auth = digest"), warned.err());
            Result config = imc.imc("config");
            assertTrue(config.out().contains("owner_leave") && config.out().contains("imc.commands.cfg"), config.out());
        }
    }

    @Test
    @DisplayName("a file that cannot be read keeps the server from starting with other settings")
    void unreadable() throws IOException {
        try (Distribution imc = new Distribution()) {
            Path file = Files.createDirectory(imc.conf().directory().resolve("imc.store.jpa.cfg"));
            Result start = imc.imc("start");
            assertEquals(1, start.code(), start.toString());
            assertTrue(start.err().contains("imc cannot start: " + file + " cannot be read: it is a directory"),
                    start.err());
            assertFalse(Files.exists(imc.data().resolve("derby")), "no rooms are kept anywhere else");
        }
    }

    @Test
    @DisplayName("start with a closed standard output ends, in languages with other digits "
            + "and below names with umlauts too")
    void anywhere() {
        Path directory = Directories.temporary();
        Path home = directory.resolve("Gespräche");
        Directories.copy(Directories.DISTRIBUTION, home);
        try (Distribution imc = new Distribution(home)) {
            ProcessBuilder command = imc.command("start");
            command.environment().put("LC_ALL", "C");
            command.environment().put("LANG", "ar_EG.UTF-8");
            command.environment().put("CDPATH", ".:" + home);
            command.directory(home.toFile());
            command.command().set(0, "bin/imc");
            command.environment().put("JAVA_TOOL_OPTIONS", "-Duser.language=ar -Duser.country=EG");
            command.command().addAll(0, List.of("bash", "-c", "exec \"$@\" >&-", "imc"));
            Result start = Result.of(command, "");
            assertEquals(0, start.code(), start.toString());
            assertEquals(0, imc.imc("status").code());
        } finally {
            Directories.delete(directory);
        }
    }

    @Test
    @DisplayName("start, status and restart name the ports, what is wrong, and the log; "
            + "a warning keeps nobody from running")
    void whatIsShown() {
        try (Distribution imc = new Distribution()) {
            imc.conf().write("imc.comands", Map.of());
            for (String command : List.of("start", "status", "restart")) {
                Result result = imc.imc(command);
                assertEquals(0, result.code(), result.toString());
                assertTrue(result.out().contains("\n  warning: "), result.out());
                assertTrue(result.out().contains("\n  log " + imc.data().resolve("log/imc.log") + "\n"), result.out());
                assertTrue(result.out().contains("udp:127.0.0.1:" + imc.sipPort()), result.out());
            }
            assertTrue(imc.imc("config").out().contains("imc.transport.sip.cfg"));
        }
    }

    @ParameterizedTest
    @CsvSource({"64k, 32", "4m, 256", "4m, 2048"})
    @DisplayName("on a disk with no room, or too little, start and run say so in one line, and how much they need")
    void fullDisk(String size, int taken) throws Exception {
        Path disk = Directories.temporary();
        assumeTrue(new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString()).start()
                .waitFor() == 0, "no file system can be mounted here, so that none can be filled");
        try (Distribution imc = new Distribution()) {
            Path data = Files.createDirectories(disk.resolve("data/log")).getParent();
            Files.write(disk.resolve("filler"), new byte[taken * 1024]);
            for (String command : List.of("start", "run")) {
                ProcessBuilder builder = imc.command(command);
                builder.command().set(builder.command().size() - 1, data.toString());
                Result start = Result.of(builder, "");
                assertEquals(1, start.code(), start.toString());
                assertTrue(start.err().matches("imc: the disk of the data directory " + data
                        + " is full: \\d+ kB are free, and this start needs at least [23]\\d{4} kB\n"), start.err());
            }
            assertFalse(Files.exists(data.resolve("felix-cache")), "nothing is begun");
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
            Directories.delete(disk);
        }
    }

    @Test
    @DisplayName("start waits no longer than it is told, and leaves no server behind")
    void limit() throws IOException {
        try (Distribution imc = new Distribution()) {
            ProcessBuilder command = imc.command("start");
            command.environment().put("IMC_START_TIMEOUT", "1");
            Result start = Result.of(command, "");
            assertEquals(1, start.code(), start.toString());
            assertTrue(start.err().contains("not ready after 1 s"), start.err());
            assertEquals(3, imc.imc("status").code());
        }
    }

    @Test
    @DisplayName("a bundle of another version has the start level of its bundle")
    void otherVersion() throws IOException {
        Path directory = Directories.temporary();
        Path home = directory.resolve("imc");
        Directories.copy(Directories.DISTRIBUTION, home);
        Path jar = jar(home, "imc.config-");
        Files.move(jar, jar.resolveSibling("imc.config-9.9.9.jar"));
        try (Distribution imc = new Distribution(home)) {
            imc.start();
            String listed = imc.shell("lb -l | grep imc.config").out();
            assertTrue(listed.matches("(?s).*Active\\s*\\|\\s*2\\|.*imc.config-9.9.9.jar.*"), listed);
        } finally {
            Directories.delete(directory);
        }
    }

    private static Path jar(Path home, String prefix) throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("bundle"))) {
            return jars.filter(path -> path.getFileName().toString().startsWith(prefix)).findFirst().orElseThrow();
        }
    }

    private static String log(Distribution imc) {
        try {
            return Files.readString(imc.data().resolve("log/imc.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
