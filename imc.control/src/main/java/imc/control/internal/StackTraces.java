package imc.control.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/**
 * Passes on what commands write to standard error, line by line; of an exception, with its stack trace or without, it
 * makes the one line that says what was wrong, and remembers that there was one.
 */
final class StackTraces extends OutputStream {

    private static final Pattern FRAME = Pattern.compile("\\s+at [\\w.$/<>@-]+\\(.*\\).*|\\s+\\.\\.\\. \\d+ .*"
            + "|\\s*Caused by: .*|\\s+Suppressed: .*");
    /** An exception as it is printed by itself, or before its stack trace. */
    private static final Pattern HEAD = Pattern.compile("([\\w$]+\\.)+[\\w$]*(Exception|Error)(: .*)?");
    /** As Gogo's start returns, which throws nothing, that it has found no bundle to start. */
    private static final Pattern NO_BUNDLE =
            Pattern.compile("Bundle ID '.*'\\s+is invalid\\.\\s*|Please specify the bundles to start\\.\\s*");
    /** A line that is longer is passed on as it comes. */
    private static final int LONGEST_LINE = 64 * 1024;

    private final OutputStream out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    /** The last line, which may be the first of a stack trace, with its line end; empty for none. */
    private String last = "";
    /** How often it came. A message is often printed by itself and then with its trace. */
    private int times;
    private final StringBuilder trace = new StringBuilder();
    /** What was said of the last exception, which may be printed once more by somebody else. */
    private String told = "";
    private boolean seen;

    StackTraces(OutputStream out) {
        this.out = out;
    }

    /** Whether a command that throws nothing has returned this because it failed. */
    static boolean isFailure(String text) {
        return isException(text) || text.lines().anyMatch(line -> NO_BUNDLE.matcher(line).matches());
    }

    /** Whether a text begins with an exception as it is printed. */
    static boolean isException(String text) {
        return text.lines().findFirst().filter(line -> HEAD.matcher(line).matches()).isPresent();
    }

    @Override
    public synchronized void write(int octet) throws IOException {
        line.write(octet);
        if (octet == '\n' || line.size() >= LONGEST_LINE) {
            take(line.toString(UTF_8));
            line.reset();
        }
    }

    private void take(String text) throws IOException {
        if (FRAME.matcher(text.stripTrailing()).matches()) {
            if (trace.length() == 0) {
                trace.append(last);
                last = "";
                times = 0;
            }
            trace.append(text);
            seen = true;
            return;
        }
        if (HEAD.matcher(text.stripTrailing()).matches()) {
            seen = true;
            if (!text.contentEquals(trace)) {
                endTrace();
                passLast();
                trace.append(text);
            }
            return;
        }
        endTrace();
        if (!last.equals(text)) {
            passLast();
        }
        last = text;
        times++;
    }

    private void endTrace() throws IOException {
        if (trace.length() > 0) {
            String message = Failure.message(trace.toString());
            if (!message.equals(told)) {
                pass(message + System.lineSeparator());
            }
            told = message;
            trace.setLength(0);
        }
    }

    private void passLast() throws IOException {
        pass(last.repeat(times));
        last = "";
        times = 0;
    }

    private void pass(String text) throws IOException {
        out.write(text.getBytes(UTF_8));
    }

    /**
     * Passes on what is left.
     *
     * @return whether there was an exception since the last call
     */
    synchronized boolean end() {
        try {
            take(line.toString(UTF_8));
            line.reset();
            endTrace();
            passLast();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        told = "";
        boolean was = seen;
        seen = false;
        return was;
    }
}
