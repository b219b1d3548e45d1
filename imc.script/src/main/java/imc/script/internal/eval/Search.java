package imc.script.internal.eval;

import java.util.regex.Pattern;

/** What stands behind {@code =~}: a regular expression, found within the script's time. */
record Search(Pattern pattern, Clock clock) {

    /** Whether it is found in a text. */
    boolean find(String text) {
        try {
            return pattern.matcher(new BoundedText(text, clock)).find();
        } catch (StackOverflowError e) {
            throw Failure.of("the regular expression '" + pattern + "' goes too deep for this text", null);
        }
    }
}
