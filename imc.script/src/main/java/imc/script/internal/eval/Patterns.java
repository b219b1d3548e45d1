package imc.script.internal.eval;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions as Kamailio reads them: found anywhere in a text, without regard to case, and without regard to
 * lines, as POSIX has it without {@code REG_NEWLINE}.
 */
final class Patterns {

    private Patterns() {
    }

    /** @throws IllegalArgumentException saying what is wrong */
    static Pattern of(String expression) {
        try {
            return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + expression + "' is no regular expression: " + e.getDescription(),
                    e);
        }
    }

    /** One that is not known before. */
    static Search search(Object expression, Clock clock) {
        try {
            return new Search(of(expression.toString()), clock);
        } catch (IllegalArgumentException e) {
            throw Failure.of(String.valueOf(e.getMessage()), null);
        }
    }
}
