package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.run.support.Directories;
import imc.run.support.Distribution;
import imc.run.support.FailingComponent;
import imc.run.support.ForegroundServer;
import imc.run.support.Result;
import imc.run.support.TestBundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@code bin/imc} promises to an operator. */
class DistributionIT {

    /** For whoever needs a server that runs, and leaves one that runs or none. */
    private static final Distribution SHARED = new Distribution();

    @AfterAll
    static void close() {
        SHARED.close();
    }

    private static Distribution running() {
        if (SHARED.imc("status").code() != 0) {
            SHARED.start();
        }
        return SHARED;
    }

    @Test
    @DisplayName("run says that it is ready, and ends when it is told to, leaving nothing behind")
    void run() {
        try (Distribution imc = new Distribution(); ForegroundServer server = imc.run()) {
            server.await("imc is ready (pid " + server.process().pid());
            assertEquals(0, imc.imc("status").code());

            Result end = server.terminate().end();

            assertEquals(0, end.code(), "it has ended as it was told to");
            assertEquals("", end.err());
            assertFalse(Files.exists(imc.data().resolve("control.sock")));
            assertEquals(3, imc.imc("status").code());
        }
    }

    @Test
    @DisplayName("start returns when the server is ready, stop when it is gone, and status tells which")
    void startStatusStop() {
        try (Distribution imc = new Distribution()) {
            Result before = imc.imc("status");
            assertEquals(3, before.code());
            assertTrue(before.out().startsWith("imc is not running"), before.out());

            Result start = imc.imc("start");
            assertEquals(0, start.code(), start.err());
            assertTrue(start.out().startsWith("imc is ready (pid "), start.out());
            assertTrue(imc.imc("status").out().startsWith("imc is ready"));

            Result stop = imc.imc("stop");
            assertEquals(0, stop.code(), stop.err());
            assertFalse(Files.exists(imc.data().resolve("control.sock")));
            assertEquals(3, imc.imc("status").code());
            assertEquals(0, imc.imc("stop").code(), "stopping what is stopped is no error");
            Directories.delete(imc.data());
            assertEquals(0, imc.imc("stop").code(), "nor is stopping what was never started");
        }
    }

    @Test
    @DisplayName("a server whose imc.pid is damaged or lost is found all the same")
    void damagedPid() throws Exception {
        Distribution imc = running();
        Path file = imc.data().resolve("imc.pid");
        String pid = Files.readString(file).strip();

        for (String damaged : List.of("garbage\n", "", "1\n", "999999999\n")) {
            Files.writeString(file, damaged);
            Result status = imc.imc("status");
            assertEquals(0, status.code(), status.toString());
            assertTrue(status.out().contains("pid " + pid), status.out());
        }
        Files.delete(file);
        Result again = imc.imc("start");
        assertEquals(1, again.code());
        assertTrue(again.err().contains("already running as pid " + pid), again.err());

        assertEquals("imc has stopped (pid " + pid + ")", imc.imc("stop").out().strip());
        assertEquals(3, imc.imc("status").code());
    }

    @Test
    @DisplayName("two instances run side by side from one installation, and each stop ends its own")
    void sideBySide() {
        Distribution one = running();
        try (Distribution two = new Distribution()) {
            two.start();
            assertEquals(0, one.imc("status").code());

            one.stop();

            assertEquals(3, one.imc("status").code());
            assertEquals(0, two.imc("status").code());
        }
    }

    @Test
    @DisplayName("a second server on the same data directory is refused, and the first goes on")
    void secondServer() {
        Distribution imc = running();
        String pid = "already running as pid " + imc.process().pid();

        Result start = imc.imc("start");
        assertEquals(1, start.code());
        assertTrue(start.err().contains(pid), start.err());
        Result run = imc.imc("run");
        assertEquals(1, run.code());
        assertTrue(run.err().contains(pid), run.err());

        assertEquals(0, imc.imc("status").code());
    }

    @Test
    @DisplayName("of two servers started at the same moment on one data directory one runs and the other is refused")
    void sameMoment() {
        try (Distribution imc = new Distribution()) {
            List<Result> starts = Stream.of("start", "start")
                    .map(start -> CompletableFuture.supplyAsync(() -> imc.imc(start)))
                    .toList().stream()
                    .map(CompletableFuture::join)
                    .sorted(Comparator.comparing(Result::code))
                    .toList();

            assertEquals(List.of(0, 1), starts.stream().map(Result::code).toList(), starts.toString());
            String refusal = starts.get(1).err();
            assertTrue(refusal.contains("being started") || refusal.contains("already running"), refusal);
            assertEquals(0, imc.imc("status").code());
            imc.stop();
            assertEquals(3, imc.imc("status").code());
        }
    }

    @Test
    @DisplayName("after a kill -9 the next start finds its way")
    void killed() throws Exception {
        Distribution imc = running();
        ProcessHandle killed = imc.process();
        killed.destroyForcibly();
        killed.onExit().get(60, TimeUnit.SECONDS);
        assertEquals(3, imc.imc("status").code());
        // Its files are open for some time after that, as of any process that had much memory.
        Process dying = new ProcessBuilder("flock", imc.data().resolve("imc.lock").toString(), "sh", "-c",
                "echo held; sleep 1").start();
        assertEquals('h', dying.getInputStream().read());

        imc.start();

        assertEquals(0, imc.shell("lb").code());
    }

    @Test
    @DisplayName("a server that is still starting can be stopped")
    void stopWhileStarting() throws Exception {
        try (Distribution imc = new Distribution(); ForegroundServer server = imc.run()) {
            Path cache = imc.data().resolve("felix-cache");
            ProcessHandle process = server.process();
            while (!Files.exists(cache) && process.isAlive()) {
                process.onExit().completeOnTimeout(null, 10, TimeUnit.MILLISECONDS).get();
            }

            Result stop = imc.imc("stop");

            assertEquals(0, stop.code(), stop.err());
            server.end();
            imc.start();
        }
    }

    @Test
    @DisplayName("a component that cannot be activated ends run with exit code 1 and its message")
    void failure() {
        Path home = Directories.temporary().resolve("imc");
        Directories.copy(Directories.DISTRIBUTION, home);
        TestBundle.of("imc.failing", FailingComponent.class).write(home.resolve("bundle"));
        try (Distribution imc = new Distribution(home)) {
            String message = "imc cannot start: imc.failing: there is no tea: the pot is empty\n";

            Result run = imc.imc("run");
            assertEquals(1, run.code(), run.toString());
            assertTrue(run.err().endsWith(message), run.err());

            Result start = imc.imc("start");
            assertEquals(1, start.code(), start.toString());
            assertTrue(start.err().contains(message), start.err());
            assertEquals(3, imc.imc("status").code());
        } finally {
            Directories.delete(home.getParent());
        }
    }

    @Test
    @DisplayName("a port in use ends run with exit code 1 and a message that names it")
    void portInUse() throws IOException {
        try (Distribution imc = new Distribution();
                ServerSocket other = new ServerSocket(imc.sipPort(), 1, InetAddress.getLoopbackAddress())) {
            Result run = imc.prepare().imc("run");

            assertEquals(1, run.code(), run.toString());
            assertTrue(run.err().contains("imc cannot start: imc.sip"), run.err());
            assertTrue(run.err().contains(Integer.toString(other.getLocalPort())), run.err());

            Result start = imc.imc("start");
            assertEquals(1, start.code(), start.toString());
            assertTrue(start.err().contains(Integer.toString(other.getLocalPort())), start.err());
        }
    }

    @Test
    @DisplayName("an installation may be moved while its data stays, also below a name with blanks and other marks")
    void moved() throws IOException {
        Path directory = Directories.temporary();
        Path home = Files.createDirectory(directory.resolve("there")).resolve("my server [1] #2 100%");
        Directories.copy(Directories.DISTRIBUTION, directory.resolve("here"));
        try (Distribution here = new Distribution(directory.resolve("here"))) {
            here.start().stop();
            Files.move(directory.resolve("here"), home);
            ProcessBuilder there = here.command("start");
            there.command().set(0, home.resolve("bin/imc").toString());

            Result start = Result.of(there, "");

            assertEquals(0, start.code(), start.err());
            assertFalse(here.data().resolve("felix-cache").toFile().list().length == 0);
            there.command().set(1, "status");
            assertEquals(0, Result.of(there, "").code());
            there.command().set(1, "stop");
            assertEquals(0, Result.of(there, "").code());
            Files.move(home, directory.resolve("here"));
        } finally {
            Directories.delete(directory);
        }
    }
}
