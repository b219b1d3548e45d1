package imc.script.internal.text;

/**
 * The least part of a script that means something.
 *
 * @param text     as it is meant: a string without quotes and escapes, a variable's name without {@code $}
 * @param argument what stands in a variable's brackets; empty for none
 * @param at       where it begins
 * @param start    where it begins, as an index into the text
 */
public record Token(Kind kind, String text, String argument, Position at, int start) {

    /** What kinds of them there are. */
    public enum Kind {
        /** A name: of a function, or a word of the language. */
        WORD,
        /** A whole number. */
        NUMBER,
        /** In quotes. */
        STRING,
        /** {@code $ru}, {@code $hdr(X-Spam)}. */
        VARIABLE,
        /** An operator, a bracket, or what parts things. */
        SYMBOL,
        /** There is no more. */
        END
    }

    /** Whether it is that operator, bracket or the like. */
    public boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Whether it is that word. */
    public boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    /** For people. */
    @Override
    public String toString() {
        return switch (kind) {
            case END -> "the end of the script";
            case STRING -> '"' + text + '"';
            case VARIABLE -> '$' + text + (argument.isEmpty() ? "" : '(' + argument + ')');
            default -> '\'' + text + '\'';
        };
    }
}
