package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.run.support.FelixServer;
import imc.run.support.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is in the configuration directory is what is in force, in a server that runs and after a restart. */
class ConfigurationIT {

    private static final String COMMANDS = "imc.commands";
    private static final String JPA = "imc.store.jpa";
    private static final String SIP = "imc.transport.sip";

    private static FelixServer server;

    @BeforeAll
    static void start() {
        server = new FelixServer(conf -> conf.write(JPA, Map.of("db_url", "jdbc:derby:elsewhere;create=true")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void refuse() {
        server.configure(COMMANDS, Map.of("owner_leave", "refuse"));
    }

    @Test
    @DisplayName("a file that was taken away while the server was stopped is in force no more")
    void removedWhileStopped() {
        refuse();
        server.restart(() -> server.conf().remove(COMMANDS));
        assertEquals(null, server.inForce(COMMANDS, "owner_leave"));
    }

    @Test
    @DisplayName("a file that was emptied while the server was stopped leaves nothing in force")
    void emptiedWhileStopped() {
        refuse();
        server.restart(() -> server.conf().write(COMMANDS, Map.of()));
        assertEquals(null, server.inForce(COMMANDS, "owner_leave"));
    }

    @Test
    @DisplayName("a backup copy beside a file is named and has no effect, now or at the next start")
    void backupCopy() {
        refuse();
        server.restart(() -> server.conf().write(COMMANDS + "-old", Map.of("owner_leave", "handover")));
        assertEquals("refuse", server.inForce(COMMANDS, "owner_leave"));
        String named = server.conf().directory().resolve(COMMANDS + "-old.cfg") + " has no effect";
        assertTrue(server.log().contains(named), server.log());
        assertTrue(server.status().out().contains("warning: " + named), server.status().out());
        server.conf().remove(COMMANDS + "-old");
    }

    @Test
    @DisplayName("files behind a symbolic link change when the link is swapped, as Kubernetes does it")
    void swappedLink() throws IOException {
        Path directory = server.conf().directory();
        refuse();
        for (String version : new String[] {"v1", "v2"}) {
            Files.writeString(Files.createDirectory(directory.resolve(version)).resolve(COMMANDS + ".cfg"),
                    "owner_leave = " + (version.equals("v1") ? "handover" : "destroy") + "\n");
        }
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("v1"));
        server.conf().remove(COMMANDS);
        Files.createSymbolicLink(directory.resolve(COMMANDS + ".cfg"), Path.of("..data", COMMANDS + ".cfg"));
        server.awaitInForce(COMMANDS, "owner_leave", "handover");

        Files.move(Files.createSymbolicLink(directory.resolve("..new"), Path.of("v2")), directory.resolve("..data"),
                StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        server.awaitInForce(COMMANDS, "owner_leave", "destroy");
    }

    @Test
    @DisplayName("a file that cannot be read, or says a key twice, is an error by name and leaves what was in force")
    void wrongFile() throws IOException {
        Path file = server.conf().directory().resolve(COMMANDS + ".cfg");
        refuse();
        Files.delete(file);
        Files.createDirectory(file);
        server.awaitLog(file + " cannot be read: it is a directory; what was in force before stays");
        assertEquals("refuse", server.inForce(COMMANDS, "owner_leave"));
        Files.delete(file);
        Files.writeString(file, "owner_leave = destroy\nowner_leave = handover\n");
        server.awaitLog(file + ", line 2: the key 'owner_leave' stands in line 1 already");
        assertEquals("refuse", server.inForce(COMMANDS, "owner_leave"));
    }

    @Test
    @DisplayName("a listening point that cannot be opened and keys that cannot be read stand in status until mended")
    void notOpened() {
        server.configure("imc.auth", Map.of("auth", "none, open"));
        server.conf().write(SIP, Map.of("listen", "udp:203.0.113.9:5099", "tls_key_store", "/nowhere.p12"));
        server.awaitLog("203.0.113.9:5099");
        awaitStatus(status -> status.startsWith("imc is degraded: udp:203.0.113.9:5099 cannot be opened")
                && status.contains("as before") && status.contains("warning: ") && status.contains("/nowhere.p12"));
        server.conf().listen(server.sipPort());
        awaitStatus(status -> status.startsWith("imc is ready") && !status.contains("203.0.113.9")
                && !status.contains("/nowhere.p12"));
    }

    @Test
    @DisplayName("what is most likely not meant stands in status until it is mended, as it stands in the log")
    void advice() {
        Map<String, String> before = Map.of("listen", "udp:127.0.0.1:" + server.sipPort());
        Map<String, String> doubtful = new HashMap<>(before);
        doubtful.putAll(Map.of("rooms", "chat-.*", "manager", "", "outbound_proxy",
                "sip:127.0.0.1:" + server.sipPort()));
        server.conf().write(SIP, doubtful);
        awaitStatus(status -> status.contains("warning: ")
                && status.contains("imc.transport.sip: rooms = 'chat-.*': it matches nothing")
                && status.contains("imc.transport.sip: outbound_proxy = 'sip:127.0.0.1:"
                        + server.sipPort() + "': that is "));
        server.awaitLog("imc.transport.sip: rooms = 'chat-.*': it matches nothing");
        server.conf().listen(server.sipPort());
        awaitStatus(status -> !status.contains("warning: "));
    }

    private static void awaitStatus(Predicate<String> expected) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        Result status = server.status();
        while (!expected.test(status.out())) {
            assertTrue(System.nanoTime() < deadline, status.toString());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            status = server.status();
        }
    }

    @Test
    @DisplayName("the log tells where each configuration is from and what it changes, and never a password")
    void log() {
        assertTrue(server.log().contains("imc.transport.sip is from "
                + server.conf().directory().resolve("imc.transport.sip.cfg")
                + "; other than the default are listen = '"), server.log());
        server.conf().write(JPA, Map.of("db_url", "postgres://imc:s3cret@127.0.0.1:1/imc"));
        server.awaitLog("imc.store.jpa.cfg; other than the default are db_url is set");
        assertFalse(server.log().contains("s3cret"));
        assertFalse(server.shell("imc:config").out().contains("s3cret"));
        server.conf().write(JPA, Map.of("db_url", "jdbc:derby:elsewhere;create=true"));
        server.awaitReady();
    }

    @Test
    @DisplayName("after an update of ConfigAdmin the server never listens or keeps rooms where it is not told to")
    void updateOfConfigAdmin() {
        long id = server.bundle("org.apache.felix.configadmin").getBundleId();
        server.shell("update " + id);
        server.shell("start " + id);
        server.awaitReady();
        assertFalse(server.log().contains(":5060"), server.log());
        assertFalse(Files.exists(server.data().resolve("derby/imc")), "the default database was opened");
    }

    @Test
    @DisplayName("while imc.config is away everything stays as it is, and when it is back the files are in force")
    void restartOfTheReader() throws Exception {
        refuse();
        server.bundle("imc.config").stop();
        server.conf().write(COMMANDS, Map.of("owner_leave", "handover"));
        assertEquals("refuse", server.inForce(COMMANDS, "owner_leave"));
        server.bundle("imc.config").start();
        server.awaitInForce(COMMANDS, "owner_leave", "handover");
    }
}
