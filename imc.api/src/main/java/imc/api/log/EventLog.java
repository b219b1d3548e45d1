package imc.api.log;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * One kind of events in the log: so many lines a second at most, since strangers bring them about. Safe for use by many
 * threads; never waits for more than the log itself does.
 */
public final class EventLog {

    /** Lines a second; how many were left out is said in a line of its own. */
    public static final int MOST = 100;
    private static final int LONGEST = 200;
    private static final Pattern ODD = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final BooleanSupplier on;
    private final Sink log;
    private final LongSupplier nanoTime;
    private final Repeats repeats = new Repeats();
    private long since;
    private int written;
    private long leftOut;

    /** Where lines go. */
    @FunctionalInterface
    public interface Sink {

        /**
         * Takes a line, as it is.
         *
         * @param fields what stands in it, by names, for logs that have fields beside their lines; none for some lines
         */
        void write(String line, Map<String, String> fields);
    }

    /**
     * @param on       whether anybody wants to know
     * @param log      takes a line, as it is
     * @param nanoTime as {@link System#nanoTime()}
     */
    public EventLog(BooleanSupplier on, Consumer<String> log, LongSupplier nanoTime) {
        this(on, (line, fields) -> log.accept(line), nanoTime);
    }

    private EventLog(BooleanSupplier on, Sink log, LongSupplier nanoTime) {
        this.on = on;
        this.log = log;
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** As by the constructor, for a log that has fields. */
    public static EventLog to(Sink log, BooleanSupplier on, LongSupplier nanoTime) {
        return new EventLog(on, log, nanoTime);
    }

    /**
     * Writes each line while the context of a log (SLF4J's MDC) has its fields, from where a configuration of the log
     * may write them.
     *
     * @param put    puts a field into the context
     * @param remove takes it away by its name
     */
    public static Sink inContext(Consumer<String> log, BiConsumer<String, String> put, Consumer<String> remove) {
        return (line, fields) -> {
            fields.forEach(put);
            try {
                log.accept(line);
            } finally {
                fields.keySet().forEach(remove);
            }
        };
    }

    /** Whether anybody wants to know. */
    public boolean isOn() {
        return on.getAsBoolean();
    }

    /** Writes a line; its values should be {@link #quoted}. */
    public void write(String line, Object... values) {
        write(() -> line.formatted(values));
    }

    /**
     * Writes a line, even if nobody wants to know.
     *
     * @param line is asked for only if it is written
     */
    public void write(Supplier<String> line) {
        if (isAdmitted()) {
            log.write(line.get(), Map.of());
        }
    }

    /**
     * Writes an event, even if nobody wants to know.
     *
     * @param event is asked for only if it is written
     */
    public void tell(Supplier<Event> event) {
        if (isAdmitted()) {
            Event told = event.get();
            log.write(told.line(), told.fields());
        }
    }

    /**
     * Writes an event that somebody can bring about as often as he likes and that says little the second time, even if
     * nobody wants to know: one a minute for each who does so. The next line tells how many of his were left out
     * ({@code left-out}).
     *
     * @param who has {@code equals}; may be anything that tells one from another, and is kept for a while
     */
    public void tellSeldom(Object who, Supplier<Event> event) {
        long leftOut = repeats.begin(who, nanoTime.getAsLong());
        if (leftOut >= 0) {
            tell(() -> leftOut == 0 ? event.get() : event.get().with("left-out", leftOut));
        }
    }

    private boolean isAdmitted() {
        long missed = admit();
        if (missed > 0) {
            log.write(missed + " events were not written, at most " + MOST + " a second are", Map.of());
        }
        return missed >= 0;
    }

    /** How many were left out before this one is written; -1 if this one is, too. */
    private synchronized long admit() {
        long now = nanoTime.getAsLong();
        long missed = 0;
        if (now - since >= SECOND) {
            since = now;
            written = 0;
            missed = leftOut;
            leftOut = 0;
        }
        if (written >= MOST) {
            leftOut++;
            return -1;
        }
        written++;
        return missed;
    }

    /** A value in a line: without control characters, not too long, in quotes where it would not be one word. */
    public static String quoted(Object value) {
        String safe = safe(String.valueOf(value));
        boolean isWord = !safe.isEmpty() && safe.chars().noneMatch(c -> Character.isSpaceChar(c) || c == '=');
        return isWord ? safe : "\"" + safe + "\"";
    }

    /**
     * A text in one line, as long as it is: control characters, what turns the direction of letters round, and what
     * else would begin a line, are blanks.
     */
    public static String line(String text) {
        return ODD.matcher(text).replaceAll(" ");
    }

    /** Without what could make a line of its own, or end a quotation; not too long. */
    static String safe(String text) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            boolean isOdd = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                    || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029';
            safe.append(isOdd || c == '"' ? '?' : c);
        }
        return text.length() > LONGEST ? safe.append('…').toString() : safe.toString();
    }
}
