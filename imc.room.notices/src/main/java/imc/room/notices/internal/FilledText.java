package imc.room.notices.internal;

import java.util.List;
import java.util.Map;

/** A text whose variables and arguments are filled in each time. */
record FilledText(List<Part> parts) {

    /** In characters: a text that would become longer is not used. */
    static final int MOST = 4_000;

    /** A piece of it. */
    @FunctionalInterface
    interface Part {

        /**
         * What stands there.
         *
         * @param facts     by the names of {@link imc.api.script.ScriptSubject}
         * @param arguments of the notice
         * @throws IllegalArgumentException where that cannot be found out: it says why
         */
        String text(Map<String, String> facts, List<String> arguments);
    }

    FilledText {
        parts = List.copyOf(parts);
    }

    /**
     * As it is now.
     *
     * @throws IllegalArgumentException where it cannot be filled: it says why
     */
    String of(Map<String, String> facts, List<String> arguments) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            filled.append(part.text(facts, arguments));
            if (filled.length() > MOST) {
                throw new IllegalArgumentException("it would have more than " + MOST + " characters");
            }
        }
        return filled.toString();
    }
}
