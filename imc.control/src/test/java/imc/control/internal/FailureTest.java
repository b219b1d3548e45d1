package imc.control.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.BindException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    @DisplayName("what the component threw is told, without the call around it")
    void message() {
        Throwable thrown = new InvocationTargetException(new IllegalStateException("the directory /x is locked"));
        assertEquals("the directory /x is locked", messageOf(thrown));
    }

    @Test
    @DisplayName("the root cause is told too")
    void rootCause() {
        Throwable thrown = new IllegalStateException("udp:127.0.0.1:5060 cannot be opened",
                new RuntimeException("not open", new BindException("Address already in use")));
        assertEquals("udp:127.0.0.1:5060 cannot be opened: Address already in use", messageOf(thrown));
    }

    @Test
    @DisplayName("a root cause that the component has told itself is not told twice")
    void rootCauseTold() {
        Throwable thrown = new IllegalStateException("port 5060: Address already in use",
                new BindException("Address already in use"));
        assertEquals("port 5060: Address already in use", messageOf(thrown));
    }

    @Test
    @DisplayName("an exception without a message is told by its name")
    void noMessage() {
        assertEquals("java.lang.NullPointerException", messageOf(new NullPointerException()));
    }

    @Test
    @DisplayName("a suppressed exception is not taken for the cause")
    void suppressed() {
        Throwable thrown = new IllegalStateException("the database is away");
        thrown.addSuppressed(new IllegalStateException("and closing failed", new RuntimeException("at last")));
        assertEquals("the database is away", messageOf(thrown));
    }

    private static String messageOf(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        return Failure.message(trace.toString());
    }
}
