package imc.script.internal.eval;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions as Kamailio reads them: found anywhere in a text, without regard to case, and without regard to
 * lines, as POSIX has it without {@code REG_NEWLINE}.
 */
final class Patterns {

    private static final String ANYTHING = ".*";

    private Patterns() {
    }

    /** @throws IllegalArgumentException saying what is wrong */
    static Pattern of(String expression) {
        try {
            return compiled(withoutEnds(expression));
        } catch (PatternSyntaxException e) {
            return asItIs(expression); // it may be right, and is what the operator has written
        }
    }

    private static Pattern asItIs(String expression) {
        try {
            return compiled(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + expression + "' is no regular expression: " + e.getDescription(),
                    e);
        }
    }

    private static Pattern compiled(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /**
     * The same without {@code .*} at its ends, which is found wherever the rest is: with it, what is not there is
     * looked for as often as the square of the text's length.
     */
    private static String withoutEnds(String expression) {
        if (expression.contains("\\Q")) {
            return expression;
        }
        int start = 0;
        while (expression.startsWith(ANYTHING, start) && !isQuantifier(expression, start + ANYTHING.length())) {
            start += ANYTHING.length();
        }
        int end = expression.length();
        while (end - ANYTHING.length() >= start && expression.startsWith(ANYTHING, end - ANYTHING.length())
                && !isEscaped(expression, end - ANYTHING.length())) {
            end -= ANYTHING.length();
        }
        return expression.substring(start, end);
    }

    private static boolean isQuantifier(String expression, int index) {
        return index < expression.length() && "?+".indexOf(expression.charAt(index)) >= 0;
    }

    private static boolean isEscaped(String expression, int index) {
        int before = index;
        while (before > 0 && expression.charAt(before - 1) == '\\') {
            before--;
        }
        return (index - before) % 2 == 1;
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
