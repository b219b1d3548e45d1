package imc.mi.fifo.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds where requests begin and end in what comes out of the pipe. All clients write into the same pipe, so whatever
 * one of them leaves unfinished or writes wrong ends where the next request can begin: at a line that begins with a
 * colon or a brace. Not safe for use by many threads.
 */
final class Framing {

    private final Bounds bounds;
    private final LongSupplier nanoTime;
    private final Consumer<Request> requests;
    /** A line without its end, or a JSON text. */
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private @Nullable LineRequest lines;
    private @Nullable Braces json;
    private boolean skipping;
    /** Whether the line has had nothing but blanks so far. */
    private boolean blank = true;
    /** Bytes of the request so far. */
    private int length;
    private long now;
    private long begun;
    private long last;

    /** @param requests takes each request when its end has been read */
    Framing(Bounds bounds, LongSupplier nanoTime, Consumer<Request> requests) {
        this.bounds = bounds;
        this.nanoTime = nanoTime;
        this.requests = requests;
    }

    /** What was read next. */
    void take(byte[] bytes, int count) {
        expire();
        for (int i = 0; i < count; i++) {
            if (length == 0) {
                begun = now;
            }
            take(bytes[i]);
        }
        last = now;
    }

    /** Whether something has begun that has not ended. */
    boolean isUnfinished() {
        return length > 0;
    }

    /** Gives up what has not ended in time. */
    void expire() {
        now = nanoTime.getAsLong();
        boolean isInLine = unfinished.size() > 0 || skipping;
        if (!isUnfinished() || now - begun < bounds.whole().toNanos()
                && (!isInLine || now - last < bounds.pause().toNanos())) {
            return;
        }
        if (!skipping && !giveUp()) {
            requests.accept(new Request.Lost(Outcome.UNFINISHED, "a request without its end"));
        }
        clear();
    }

    private void take(byte b) {
        length++;
        if (skipping) {
            if (b == '\n') {
                clear();
            }
        } else if (length > bounds.request()) {
            tooLong(b);
        } else if (json != null) {
            unfinished.write(b);
            if (json.closed(b)) {
                requests.accept(new Request.Json(text()));
                clear();
            }
        } else if (b == '\n') {
            endOfLine(text());
        } else if (b == '{' && blank && (lines == null || !lines.isInQuotes())) {
            giveUp();
            clear();
            length = 1;
            begun = now;
            json = new Braces();
            json.closed(b);
            unfinished.write(b);
        } else {
            blank &= b == ' ' || b == '\t' || b == '\r';
            unfinished.write(b);
        }
    }

    private String text() {
        return unfinished.toString(StandardCharsets.UTF_8);
    }

    private void endOfLine(String line) {
        unfinished.reset();
        blank = true;
        boolean begins = line.startsWith(":") && (lines == null || !lines.isInQuotes());
        if (begins) {
            giveUp();
            clear();
            begin(line.stripTrailing());
        } else if (lines == null) {
            clear();
            if (!line.isBlank()) {
                requests.accept(new Request.Lost(Outcome.UNREADABLE, "neither ':command:reply' nor JSON"));
            }
        } else if (line.isEmpty() || line.equals("\r")) {
            requests.accept(lines.ended());
            clear();
        } else {
            lines.add(line);
        }
    }

    private void begin(String line) {
        int second = line.indexOf(':', 1);
        String before = second < 0 ? "" : line.substring(1, second).strip();
        String after = line.substring(second + 1).strip();
        if (second > 0 && (after.startsWith("{") || after.startsWith("["))) {
            requests.accept(new Request.JsonLine(before, after));
        } else if (before.isEmpty()) {
            requests.accept(new Request.Lost(Outcome.UNREADABLE, "neither ':command:reply' nor ':reply:{JSON}'"));
        } else {
            lines = new LineRequest(before, after);
            length = line.length();
            begun = now;
        }
    }

    private void tooLong(byte b) {
        if (!giveUp()) {
            requests.accept(new Request.Lost(Outcome.UNREADABLE,
                    "a request of more than " + bounds.request() + " bytes"));
        }
        clear();
        skipping = b != '\n';
        length = skipping ? 1 : 0;
    }

    /** Its client gets an answer, if it is known who that is. */
    private boolean giveUp() {
        if (lines == null) {
            return false;
        }
        requests.accept(new Request.BrokenLines(lines.command(), lines.reply()));
        return true;
    }

    private void clear() {
        unfinished.reset();
        lines = null;
        json = null;
        skipping = false;
        blank = true;
        length = 0;
    }

    /** Kamailio 4's lines so far. */
    private record LineRequest(String command, String reply, LineArguments arguments) {

        LineRequest(String command, String reply) {
            this(command, reply, new LineArguments());
        }

        boolean isInQuotes() {
            return arguments.isInQuotes();
        }

        void add(String line) {
            arguments.add(line);
        }

        Request ended() {
            return arguments.isWhole() ? new Request.Lines(command, reply, arguments.arguments())
                    : new Request.BrokenLines(command, reply);
        }
    }
}
