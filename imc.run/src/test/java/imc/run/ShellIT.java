package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.run.support.Distribution;
import imc.run.support.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
        Result lb = IMC.shell("lb");
        assertEquals(0, lb.code(), lb.err());
        assertTrue(lb.out().contains("imc.control"), lb.out());
    }

    @Test
    @DisplayName("a line that fails says why on standard error, and the exit code is 1")
    void failure() {
        Result unknown = IMC.shell("no_such_command");
        assertEquals(1, unknown.code());
        assertEquals("", unknown.out());
        assertEquals("Command not found: no_such_command\n", unknown.err());
    }

    @Test
    @DisplayName("a pipe works, and what finds nothing has exit code 1")
    void pipe() {
        Result found = IMC.shell("lb -s | grep imc.control");
        assertEquals(0, found.code(), found.err());
        assertEquals(1, found.out().lines().count(), found.out());
        assertEquals(1, IMC.shell("lb -s | grep nothing-of-this-kind").code());
    }

    @Test
    @DisplayName("without a line, every line of standard input is run in one session")
    void standardInput() {
        Result lines = Result.of(IMC.command("shell"), "room = chat-000\necho $room\nno_such_command\necho end\n");
        assertEquals("chat-000\nchat-000\nend\n", lines.out());
        assertEquals(1, lines.code(), "one of them failed");
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
        String id = IMC.shell("lb -s | grep imc.control").out().split("\\|")[0].strip();
        Result update = IMC.shell("update " + id);
        assertEquals(0, update.code(), update.err());
        Result status = IMC.imc("status");
        assertEquals(0, status.code(), status.out());
    }

    @Test
    @DisplayName("a wrong command line is refused with exit code 2 and says what is wrong")
    void wrongCommandLine() {
        Result option = IMC.imc("status", "--verbose");
        assertEquals(2, option.code());
        assertTrue(option.err().contains("unknown option --verbose"), option.err());
        Result command = IMC.imc("restart");
        assertEquals(2, command.code());
        assertTrue(command.err().contains("unknown command 'restart'"), command.err());
        Result argument = IMC.imc("stop", "now");
        assertEquals(2, argument.code());
        assertTrue(argument.err().contains("unexpected argument 'now'"), argument.err());
        assertEquals(0, IMC.imc("status").code(), "none of them has stopped the server");
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
