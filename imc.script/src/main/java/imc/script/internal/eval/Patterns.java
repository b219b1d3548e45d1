package imc.script.internal.eval;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions as Kamailio reads them: found anywhere in a text, and without regard to case. */
final class Patterns {

    private Patterns() {
    }

    /** @throws IllegalArgumentException saying what is wrong */
    static Pattern of(String expression) {
        try {
            return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
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
