package imc.run;

import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import imc.check.Phone;
import imc.run.extension.Greet;
import imc.run.support.Directories;
import imc.run.support.Distribution;
import imc.run.support.Result;
import imc.run.support.TestBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The management interface by a named pipe, with the programs that operators have for it. What the README of
 * imc.mi.fifo shows is typed as it stands there.
 */
class FifoIT {

    private static final Path README = Path.of("../imc.mi.fifo/README.md");
    private static final Distribution IMC = new Distribution();
    private static final Path DIRECTORY = Directories.temporary();
    private static final Path FIFO = DIRECTORY.resolve("fifo");

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectory(DIRECTORY.resolve("tmp"));
        IMC.conf().write("imc.mi.fifo",
                Map.of("fifo_name", FIFO.toString(), "reply_dir", DIRECTORY.resolve("tmp").toString()));
        IMC.start();
        try (Phone alice = phone("alice", "udp", IMC.sipPort()); Phone bob = phone("bob", "udp", IMC.sipPort())) {
            say(alice, "chat-000", "#create");
            say(bob, "chat-000", "#join");
        }
    }

    @AfterAll
    static void stop() {
        IMC.close();
        assertFalse(Files.exists(FIFO), "the server has left its pipe behind");
        Directories.delete(DIRECTORY);
    }

    /** What an operator types, and what he reads then. */
    private record Example(String line, String output) {

        Result run() {
            // In a directory of its own, which kamctl calls a chroot.
            ProcessBuilder bash = new ProcessBuilder("timeout", "20", "bash", "-c",
                    line.replace("/tmp/", DIRECTORY + "/tmp/").replace("/run/imc/imc_fifo", FIFO.toString()));
            bash.environment().put("CHROOT_DIR", DIRECTORY.toString());
            return Result.of(bash, "");
        }

        static List<Example> all() throws IOException {
            List<Example> examples = new ArrayList<>();
            for (String line : Files.readAllLines(README)) {
                if (line.startsWith("    $ ")) {
                    examples.add(new Example(line.substring(6), ""));
                } else if (!examples.isEmpty() && (line.startsWith("    ") || line.isEmpty())) {
                    Example last = examples.remove(examples.size() - 1);
                    examples.add(new Example(last.line(), last.output() + line.stripLeading() + "\n"));
                } else if (!examples.isEmpty()) {
                    Example last = examples.remove(examples.size() - 1);
                    examples.add(new Example(last.line(), last.output().stripTrailing()));
                    examples.add(new Example("", ""));
                }
            }
            return examples.stream().filter(each -> !each.line().isEmpty()).toList();
        }
    }

    private static String bash(String line) {
        Result result = new Example(line, "").run();
        assertEquals(0, result.code(), result.toString());
        return result.out();
    }

    private static void assertShown(Predicate<Example> wanted) throws IOException {
        List<Example> examples = Example.all().stream().filter(wanted).toList();
        assertTrue(examples.size() > 1, examples.size() + " examples");
        for (Example example : examples) {
            Result result = example.run();
            assertEquals(0, result.code(), result.toString());
            assertEquals(example.output().strip(), result.out().replaceAll("(?m)^\\s+", "").strip(), example.line());
        }
    }

    @Test
    @DisplayName("a command that another bundle brings is there, in lines and in JSON-RPC")
    void extension() throws IOException {
        Path jar = Files.write(DIRECTORY.resolve("greet.jar"),
                TestBundle.of("test.greet", Greet.class).content().readAllBytes());
        IMC.shell("start " + jar.toUri());
        bash("mkfifo /tmp/greet");
        assertEquals("200 OK\nGREETING:: Hello Bob\n\n",
                bash("printf ':test_greet:greet\nBob\n\n' > /run/imc/imc_fifo; cat /tmp/greet"));
        assertTrue(bash("printf ':greet:{\"jsonrpc\":\"2.0\",\"method\":\"test_greet\",\"params\":[\"Bob\"],"
                + "\"id\":1}\n' > /run/imc/imc_fifo; cat /tmp/greet").contains("\"greeting\":\"Hello Bob\""));
    }

    @Test
    @DisplayName("the two requests of Kamailio 4's documentation are answered byte for byte")
    void kamailio4() throws IOException {
        Path replies = DIRECTORY.resolve("tmp/replies");
        bash("mkfifo /tmp/bytes");
        bash("printf ':imc_list_members:bytes\\nsip:chat-000@127.0.0.1\\n\\n' > /run/imc/imc_fifo; cat /tmp/bytes >"
                + " /tmp/replies");
        assertEquals("200 OK\nROOM:: sip:chat-000@127.0.0.1 NR_OF_MEMBERS=2\n\tMEMBER:: sip:alice@127.0.0.1\n"
                + "\tMEMBER:: sip:bob@127.0.0.1\n\n", Files.readString(replies));
        bash("printf ':imc_list_rooms:bytes\\n\\n' > /run/imc/imc_fifo; cat /tmp/bytes > /tmp/replies");
        assertEquals("200 OK\nROOM::  URI=sip:chat-000@127.0.0.1 MEMBERS=2 OWNER=sip:alice@127.0.0.1\n\n",
                Files.readString(replies));
        bash("printf ':imc_list_members:bytes\\nsip:chat-001@127.0.0.1\\n\\n' > /run/imc/imc_fifo; cat /tmp/bytes >"
                + " /tmp/replies");
        assertEquals("404 no such room\n\n", Files.readString(replies));
    }

    @Test
    @DisplayName("what the README shows with bash's own means is so")
    void bash() throws IOException {
        assertShown(example -> !example.line().contains("kamctl"));
    }

    @Test
    @DisplayName("what the README shows with kamctl is so")
    void kamctl() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/kamctl")), "the package kamailio is not installed");
        assertShown(example -> example.line().contains("kamctl"));
    }

    @Test
    @DisplayName("bin/imc status says where the pipe is")
    void status() {
        assertTrue(IMC.imc("status").out().contains("management commands by " + FIFO), IMC.imc("status").out());
    }
}
