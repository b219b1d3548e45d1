package imc.control.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.PrintStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StackTracesTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final StackTraces traces = new StackTraces(written);
    private final PrintStream err = new PrintStream(traces, true, UTF_8);

    @Test
    @DisplayName("of a stack trace one line is left, which says what was wrong, and that there was one is known")
    void oneLine() {
        new IllegalStateException("Unable to update", new FileNotFoundException("/x.jar (No such file)"))
                .printStackTrace(err);
        assertTrue(traces.end());
        assertEquals("Unable to update: /x.jar (No such file)\n", written.toString(UTF_8));
        assertFalse(traces.end(), "it is told once");
    }

    @Test
    @DisplayName("a message that stands before or behind its own stack trace is not said twice")
    void messageBefore() {
        Exception thrown = new FileNotFoundException("/x.jar (No such file)");
        err.println(thrown);
        thrown.printStackTrace(err);
        err.println(thrown);
        err.println("and more");
        assertTrue(traces.end());
        assertEquals("/x.jar (No such file)\nand more\n", written.toString(UTF_8));
    }

    @Test
    @DisplayName("an exception that is printed without its stack trace counts as well")
    void withoutTrace() {
        err.println("before");
        err.println(new FileNotFoundException("/x.jar (No such file)"));
        assertTrue(traces.end());
        assertEquals("before\n/x.jar (No such file)\n", written.toString(UTF_8));
    }

    @Test
    @DisplayName("what start returns of a bundle that there is not is a failure, and other text is none")
    void noBundle() {
        assertTrue(StackTraces.isFailure("Bundle ID '999'  is invalid.\n"));
        assertTrue(StackTraces.isFailure("java.lang.IllegalStateException: no\nBundle ID '9'  is invalid.\n"));
        assertTrue(StackTraces.isFailure("Please specify the bundles to start."));
        assertFalse(StackTraces.isFailure(""));
        assertFalse(StackTraces.isFailure("4|Active\njava.lang.IllegalStateException: as a log tells of it"));
    }

    @Test
    @DisplayName("everything else is passed on as it is")
    void otherwise() {
        err.print("first\nfirst\n\n\n at the end\n\tat noon (perhaps)\nwithout a line end: Grüße");
        assertFalse(traces.end());
        assertEquals("first\nfirst\n\n\n at the end\n\tat noon (perhaps)\nwithout a line end: Grüße",
                written.toString(UTF_8));
    }
}
