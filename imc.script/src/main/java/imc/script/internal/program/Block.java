package imc.script.internal.program;

import imc.script.internal.text.Position;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * A route, with what it has cost until now. Safe for use by many threads.
 *
 * @param kind       what it is for
 * @param name       by which it is called, or of the event; empty for the request route
 * @param interval   of a timer, in seconds; 0 for none
 * @param at         where it begins
 * @param statements in their order
 * @param runs       how often it has been run
 * @param nanos      for how long it has worked, in all
 */
public record Block(Kind kind, String name, int interval, Position at, List<Statement> statements, LongAdder runs,
        LongAdder nanos) {

    /** What blocks are for. */
    public enum Kind {
        /** Decides what becomes of a request. */
        REQUEST("request_route"),
        /** Is called by others. */
        ROUTE("route"),
        /** Is run after something has happened. */
        EVENT("event_route"),
        /** Is run again and again. */
        TIMER("timer_route");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** How a script spells it. */
        public String word() {
            return word;
        }
    }

    public Block {
        statements = List.copyOf(statements);
    }

    /** One that has not run yet. */
    public static Block of(Kind kind, String name, int interval, Position at, List<Statement> statements) {
        return new Block(kind, name, interval, at, statements, new LongAdder(), new LongAdder());
    }

    /** It has run once more. */
    public void ran(long forNanos) {
        runs.increment();
        nanos.add(forNanos);
    }

    /** {@code route[QUIET_HOURS]}. */
    public String title() {
        return kind.word() + (name.isEmpty() ? "" : '[' + name + ']');
    }
}
