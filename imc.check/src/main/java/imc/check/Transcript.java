package imc.check;

import java.util.List;
import java.util.Map;

/**
 * A conversation as it is written down.
 *
 * @param name  of the file
 * @param needs configuration that the server must have, {@code PID key} and value
 * @param steps what happens, in order
 */
public record Transcript(String name, Map<String, String> needs, List<Step> steps) {

    /** Something that happens. */
    public sealed interface Step {

        /** The line of the file, from 1. */
        int line();

        /** Who does it. */
        String user();
    }

    /**
     * A user sends something.
     *
     * @param expected what must come of it, and nothing else
     */
    public record Say(int line, String user, String to, Content content, Answer answer, List<Arrival> expected)
            implements Step {
    }

    /** A user's phone answers every MESSAGE with this status from now on. */
    public record Answers(int line, String user, int status) implements Step {
    }

    /** A user's phone is registered from now on, or is not. */
    public record Registers(int line, String user, boolean registered) implements Step {
    }

    /**
     * A body with header lines.
     *
     * @param headers {@code Name: value} each
     */
    public record Content(String body, List<String> headers) {
    }

    /**
     * The final response that the sender gets.
     *
     * @param cause the Reason header's cause; null if none is expected
     * @param text  the Reason header's text; null if any will do
     */
    public record Answer(int status, Integer cause, String text) {
    }

    /** A message that must arrive. */
    public record Arrival(int line, List<String> receivers, String from, Content content) {
    }

    /** How many messages are sent in it. */
    public long sayings() {
        return steps.stream().filter(Say.class::isInstance).count();
    }
}
