package imc.run;

import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import imc.check.Phone;
import imc.run.support.Directories;
import imc.run.support.Distribution;
import imc.run.support.ForegroundServer;
import imc.run.support.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bin/imc shell} promises to whoever scripts it. */
class ShellIT {

    private static final Distribution IMC = new Distribution();

    @BeforeAll
    static void start() {
        IMC.start();
    }

    @AfterAll
    static void stop() {
        IMC.close();
    }

    @Test
    @DisplayName("a line's output is printed, and the exit code is 0")
    void output() {
        Result lb = IMC.imc("shell", "lb");
        assertEquals(0, lb.code(), lb.err());
        assertTrue(lb.out().contains("imc.control"), lb.out());
    }

    @Test
    @DisplayName("a line that fails says why on standard error, and the exit code is 1")
    void failure() {
        Result unknown = IMC.imc("shell", "no_such_command");
        assertEquals(1, unknown.code());
        assertEquals("", unknown.out());
        assertEquals("Command not found: no_such_command\n", unknown.err());
    }

    @Test
    @DisplayName("a pipe works, and what finds nothing has exit code 1")
    void pipe() {
        Result found = IMC.imc("shell", "lb -s | grep imc.control");
        assertEquals(0, found.code(), found.err());
        assertEquals(1, found.out().lines().count(), found.out());
        assertEquals(1, IMC.imc("shell", "lb -s | grep nothing-of-this-kind").code());
    }

    @Test
    @DisplayName("without a line, every line of standard input is run in one session")
    void standardInput() {
        Result lines = Result.of(IMC.command("shell"), "room = chat-000\necho $room\nno_such_command\necho end\n");
        assertEquals("chat-000\nchat-000\nend\n", lines.out());
        assertEquals(1, lines.code(), "one of them failed");
    }

    @Test
    @DisplayName("on a terminal there is a prompt, a command's name is completed, Ctrl-P brings what was typed, and "
            + "exit ends the session")
    void terminal() {
        List<String> shell = IMC.command("shell").command();
        // Keys as they are typed: "script" gives the shell a terminal.
        ProcessBuilder script = new ProcessBuilder("script", "-qec",
                "stty rows 24 cols 120; " + String.join(" ", shell), "/dev/null");
        script.environment().put("TERM", "xterm");
        Result session = Result.of(script, "imc:listRo\t\recho again\r\u0010\rexit\r");
        assertEquals(0, session.code(), session.toString());
        assertTrue(session.out().contains("imc> "), session.out());
        assertTrue(session.out().contains("(none)"), session.out());
        assertEquals(2, session.out().lines()
                .map(line -> line.replaceAll("\u001b(?:\\[[?0-9;]*[A-Za-z]|[=>])", "")).filter("again"::equals).count(),
                session.out());
    }

    @Test
    @DisplayName("log shows where and in which version SIP has started, and goes on with what comes")
    void log() throws Exception {
        try (ForegroundServer log = new ForegroundServer(IMC.command("log"));
                Phone alice = phone("alice", "udp", IMC.sipPort())) {
            String version = IMC.imc("version").out().strip().replaceFirst("imc (.*)-SNAPSHOT", "$1.SNAPSHOT");
            log.await("SIP transport " + version + " has started and listens at udp:127.0.0.1:" + IMC.sipPort());
            say(alice, "chat-log", "#create");
            log.await("created kind=public room=sip:chat-log@127.0.0.1");
            say(alice, "chat-log", "#destroy");
        }
    }

    @Test
    @DisplayName("version names the archive, which has what is needed to run it and to know what it is")
    void version() {
        String name = IMC.imc("version").out().strip().replace(' ', '-');
        Path archive = Directories.DISTRIBUTION.resolveSibling(name + ".tar.gz");
        Result list = Result.of(new ProcessBuilder("tar", "--list", "--file", archive.toString()), "");
        assertEquals(0, list.code(), list.err());
        Set<String> files = list.out().lines().collect(Collectors.toSet());
        for (String file : List.of("README.md", "LICENSE", "NOTICE", "doc/README.md", "doc/docs/reference.md",
                "doc/docs/bounds.md", "bin/imc", "bin/felix.jar", "conf/imc.transport.sip.cfg")) {
            assertTrue(files.contains(name + '/' + file), file);
        }
    }

    @Test
    @DisplayName("to another user status does not say that nothing runs, but that he is not told")
    void anotherUser() throws IOException {
        List<String> another = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        Path imc = Directories.DISTRIBUTION.resolve("bin/imc");
        assumeTrue(Result.of(command(another, List.of("test", "-r", imc.toString())), "").code() == 0,
                "the tests cannot be another user, or the build is not his to read");
        for (Path directory : List.of(IMC.data().getParent(), IMC.data(), IMC.conf().directory())) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Result status = Result.of(command(another, IMC.command("status").command()), "");
        assertEquals(4, status.code(), status.toString());
        assertEquals("imc: whether the server runs cannot be told: " + IMC.data() + "/imc.pid is open to user "
                + System.getProperty("user.name") + " alone\n", status.out());
    }

    private static ProcessBuilder command(List<String> first, List<String> rest) {
        return new ProcessBuilder(Stream.concat(first.stream(), rest.stream()).toList());
    }

    @Test
    @DisplayName("text of any language goes there and back, whatever the locale")
    void anyLanguage() {
        ProcessBuilder command = IMC.command("shell");
        command.environment().put("LC_ALL", "C");
        assertEquals("Grüße, Привет, 你好\n", Result.of(command, "echo 'Grüße, Привет, 你好'\n").out());
    }

    @Test
    @DisplayName("every bundle can be updated by a line, also the one that runs it")
    void updatesItself() {
        Result update = IMC.imc("shell", "update " + id("imc.control"));
        assertEquals(0, update.code(), update.err());
        IMC.awaitReady();
    }

    @Test
    @DisplayName("the start of a bundle that there is not says so in one line, and the exit code is 1")
    void noSuchBundle() {
        for (String line : List.of("start 999999", "start 1 999999", "stop 999999", "update 999999")) {
            Result result = IMC.imc("shell", line);
            assertEquals(1, result.code(), line);
            assertEquals(1, result.err().lines().count(), result.err());
            assertEquals("", result.out(), line);
        }
    }

    @Test
    @DisplayName("an update whose jar is missing says so in one line, and the exit code is 1")
    void missingJar() throws IOException {
        Path jar = Files.createTempFile("imc", ".jar");
        bundle(jar, "missing", "");
        assertEquals(0, IMC.imc("shell", "start file:" + jar).code());
        Files.delete(jar);
        Result update = IMC.imc("shell", "update " + id("missing"));
        assertEquals(1, update.code());
        assertEquals(1, update.err().lines().count(), update.err());
        assertTrue(update.err().contains(jar.toString()), update.err());
        assertEquals(0, IMC.imc("shell", "uninstall " + id("missing")).code());
    }

    @Test
    @DisplayName("an update that keeps a bundle from running says so in one line, with exit code 1, and status too")
    void brokenUpdate() throws IOException {
        Path jar = Files.createTempFile("imc", ".jar");
        bundle(jar, "broken", "");
        assertEquals(0, IMC.imc("shell", "start file:" + jar).code());
        bundle(jar, "broken", "Import-Package: nobody.has.this\n");
        Result update = IMC.imc("shell", "update " + id("broken"));
        assertEquals(1, update.code());
        assertEquals(1, update.err().lines().count(), update.err());
        assertTrue(update.err().contains("nobody.has.this"), update.err());
        Result start = IMC.imc("shell", "start " + id("broken"));
        assertEquals(1, start.code());
        assertEquals(1, start.err().lines().count(), start.err());
        Result status = IMC.imc("status");
        assertEquals(0, status.code(), "the conference server needs it not");
        assertTrue(status.out().contains("warning: bundle broken "), status.out());
        assertEquals(0, IMC.imc("shell", "uninstall " + id("broken")).code());
        assertFalse(IMC.imc("status").out().contains("broken"));
        Files.delete(jar);
    }

    @Test
    @DisplayName("after the update of any bundle that a line may depend on, the next line finds everything as it was")
    void updates() {
        for (String name : List.of("org.apache.felix.scr", "org.osgi.service.component", "imc.api", "imc.control",
                "org.apache.felix.gogo.runtime")) {
            Result update = IMC.imc("shell", "update " + id(name));
            assertEquals(0, update.code(), () -> name + ": " + update);
            Result status = IMC.imc("shell", "lb -s");
            assertEquals(0, status.code(), () -> name + ": " + status);
            IMC.awaitReady();
        }
    }

    /** Writes the jar of a bundle that has nothing but its manifest. */
    private static void bundle(Path jar, String name, String headers) throws IOException {
        String manifest = "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\n"
                + "Bundle-SymbolicName: " + name + "\n" + headers;
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, new Manifest(new ByteArrayInputStream(manifest.getBytes(UTF_8)))).close();
        }
    }

    private static String id(String name) {
        return IMC.shell("lb -s").out().lines().filter(line -> line.contains("|" + name + " "))
                .findFirst().orElseThrow().split("\\|")[0].strip();
    }

    @Test
    @DisplayName("a wrong command line is refused with exit code 2 and says what is wrong")
    void wrongCommandLine() {
        Result option = IMC.imc("status", "--verbose");
        assertEquals(2, option.code());
        assertTrue(option.err().contains("unknown option --verbose"), option.err());
        Result command = IMC.imc("reload");
        assertEquals(2, command.code());
        assertTrue(command.err().contains("unknown command 'reload'"), command.err());
        Result argument = IMC.imc("stop", "now");
        assertEquals(2, argument.code());
        assertTrue(argument.err().contains("unexpected argument 'now'"), argument.err());
        assertTrue(IMC.process().isAlive(), "none of them has stopped the server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "start", "stop", "restart", "status", "config", "log", "shell", "check"})
    @DisplayName("every command tells what is about it, and does nothing else, to whoever asks for help")
    void help(String command) {
        String imc = IMC.command().command().get(0);
        for (List<String> line : List.of(List.of(imc, command, "-h"), List.of(imc, command, "--help"),
                List.of(imc, "help", command))) {
            Result help = Result.of(new ProcessBuilder(line), "");
            assertEquals(0, help.code(), line + " " + help);
            assertTrue(help.out().startsWith("usage: imc " + command + " "), help.out());
            String told = command.equals("check") ? "--target" : command;
            assertTrue(help.out().contains("\n  " + told + " "), help.out());
            assertEquals("", help.err(), line.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "start", "stop", "restart", "status", "config", "log", "shell"})
    @DisplayName("an option without its value is refused by name, and takes no other option for one")
    void optionWithoutValue(String command) {
        String imc = IMC.command().command().get(0);
        for (String option : List.of("--conf", "--data")) {
            for (List<String> rest : List.of(List.of(option), List.of(option, ""), List.of(option + "="),
                    List.of(option, "--check"), List.of(option, "-h"))) {
                List<String> line = new ArrayList<>(List.of(imc, command));
                line.addAll(rest);
                Result refused = Result.of(new ProcessBuilder(line), "");
                assertEquals(2, refused.code(), line + " " + refused);
                assertEquals("imc: " + option + " needs a directory; see \"imc help\"\n", refused.err(),
                        line.toString());
            }
        }
    }

    @Test
    @DisplayName("a server that hangs is given up by every command that talks to it, in the same words")
    void hangs() throws Exception {
        String pid = Long.toString(IMC.process().pid());
        assertEquals(0, new ProcessBuilder("kill", "-STOP", pid).start().waitFor());
        try {
            List<CompletableFuture<Result>> results = Stream.of(IMC.command("shell", "lb"), IMC.command("shell"),
                    IMC.command("status"), IMC.command("config"))
                    .map(command -> CompletableFuture.supplyAsync(() -> Result.of(command, "lb\n"))).toList();
            for (CompletableFuture<Result> result : results) {
                assertNotEquals(0, result.get(60, TimeUnit.SECONDS).code());
                assertTrue(result.get().err().startsWith("imc: no answer from the server within 10 s\n"),
                        result.get().toString());
            }
        } finally {
            assertEquals(0, new ProcessBuilder("kill", "-CONT", pid).start().waitFor());
        }
        assertEquals(0, IMC.imc("shell", "lb").code());
    }

    @Test
    @DisplayName("the limits of bin/imc are by the clock, however long each look takes")
    void limitByTheClock() {
        String script = "eval \"$(sed -n -e '/^await_end() {/,/^}/p' -e '/^seconds() {/,/^}/p' \"$1\")\"\n"
                + "gone() { sleep 0.7; return 1; }\nawait_end 2 || echo given up after $SECONDS s";
        Result limit = Result.of(new ProcessBuilder("bash", "-c", script, "bash", IMC.command().command().get(0)), "");
        assertTrue(limit.out().matches("given up after [1-4] s\n"), limit.toString());
    }

    @Test
    @DisplayName("a configuration directory that is not there is refused by name")
    void noConfiguration() {
        ProcessBuilder command = IMC.command("run");
        command.command().set(3, "/nowhere/conf");
        Result run = Result.of(command, "");
        assertNotEquals(0, run.code());
        assertTrue(run.err().contains("/nowhere/conf"), run.err());
    }
}
