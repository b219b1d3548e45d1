package imc.mi.rooms.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What somebody looks for: a text within another, whatever its case; {@code *} stands for any text. No regular
 * expression, so that none can take for ever.
 *
 * @param parts that must be there, one behind the other
 */
record Like(List<String> parts) {

    /** As the parameter {@code like} has it; everything, where it is left out. */
    static Like of(Map<String, Object> parameters) {
        return new Like(Stream.of(Objects.toString(parameters.get("like"), "").toLowerCase(Locale.ROOT).split("\\*"))
                .filter(part -> !part.isEmpty()).toList());
    }

    /** Whether everything is looked for. */
    boolean isEverything() {
        return parts.isEmpty();
    }

    boolean matches(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int at = 0;
        for (String part : parts) {
            int found = lower.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
        }
        return true;
    }
}
