package imc.script.internal.text;

import imc.script.internal.text.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts the text of a script into tokens. Comments are {@code # …}, {@code // …} and {@code /* … }{@code *}{@code /}.
 */
public final class Lexer {

    /** The longer ones first. */
    private static final List<String> SYMBOLS = List.of("==", "!=", "=~", "!~", "<=", ">=", "&&", "||", "<", ">", "!",
            "+", "-", "*", "/", "%", "(", ")", "{", "}", "[", "]", ",", ";", "=", ":");
    /** A whole number of more digits might be none that fits. */
    private static final int MOST_DIGITS = 18;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int next;
    private int line = 1;
    private int lineStart;

    private Lexer(String text) {
        this.text = text;
    }

    /** All tokens of a text, of which the last is {@link Kind#END}. */
    public static List<Token> read(String text) throws SyntaxException {
        return new Lexer(text).read();
    }

    private List<Token> read() throws SyntaxException {
        while (skip()) {
            char c = text.charAt(next);
            if (c == '"' || c == '\'') {
                string(c);
            } else if (c == '$') {
                variable();
            } else if (isDigit(c)) {
                number();
            } else if (isName(c)) {
                int end = nameEnd(next);
                add(Kind.WORD, text.substring(next, end), "", end);
            } else {
                symbol();
            }
        }
        add(Kind.END, "", "", next);
        return tokens;
    }

    private void add(Kind kind, String meant, String argument, int end) {
        tokens.add(new Token(kind, meant, argument, here(), next));
        while (next < end) {
            pass();
        }
    }

    private Position here() {
        return new Position(line, next - lineStart + 1);
    }

    private void pass() {
        if (text.charAt(next++) == '\n') {
            line++;
            lineStart = next;
        }
    }

    /** Whether there is something behind blanks and comments. */
    private boolean skip() throws SyntaxException {
        while (next < text.length()) {
            if (text.charAt(next) == '#' || text.startsWith("//", next)) {
                while (next < text.length() && text.charAt(next) != '\n') {
                    next++;
                }
            } else if (text.startsWith("/*", next)) {
                int end = text.indexOf("*/", next + 2);
                if (end < 0) {
                    throw new SyntaxException(here(), "this comment is not closed: '*/' was expected");
                }
                while (next < end + 2) {
                    pass();
                }
            } else if (Character.isWhitespace(text.charAt(next))) {
                pass();
            } else {
                return true;
            }
        }
        return false;
    }

    private void string(char quote) throws SyntaxException {
        StringBuilder meant = new StringBuilder();
        int at = next + 1;
        while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
            char c = text.charAt(at);
            if (c == '\\' && quote == '"' && at + 1 < text.length()) {
                at++;
                meant.append(escaped(text.charAt(at)));
            } else {
                meant.append(c);
            }
            at++;
        }
        if (at == text.length() || text.charAt(at) == '\n') {
            throw new SyntaxException(here(), "this text is not closed: " + quote
                    + " was expected before the line's end");
        }
        add(Kind.STRING, meant.toString(), "", at + 1);
    }

    /** What is no escape stays as it is, for regular expressions are full of such. */
    private static String escaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case '"', '\\' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }

    private void variable() throws SyntaxException {
        int end = nameEnd(next + 1);
        if (end == next + 1) {
            throw new SyntaxException(here(),
                    "the name of a variable was expected behind '$', like $ru or $hdr(X-Name);"
                    + " transformations like $(ru{uri.user}) are not known here");
        }
        String name = text.substring(next + 1, end);
        if (end == text.length() || text.charAt(end) != '(') {
            add(Kind.VARIABLE, name, "", end);
            return;
        }
        int close = end;
        while (close < text.length() && text.charAt(close) != ')' && text.charAt(close) != '\n') {
            close++;
        }
        if (close == text.length() || text.charAt(close) == '\n') {
            throw new SyntaxException(here(), "')' was expected after $" + name + "(");
        }
        String argument = text.substring(end + 1, close).strip();
        if (argument.isEmpty()) {
            throw new SyntaxException(here(), "a name was expected in the brackets of $" + name);
        }
        add(Kind.VARIABLE, name, argument, close + 1);
    }

    private void number() throws SyntaxException {
        int end = next;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        if (end - next > MOST_DIGITS || end < text.length() && isName(text.charAt(end))) {
            throw new SyntaxException(here(), "a whole number of at most " + MOST_DIGITS + " digits was expected");
        }
        // Without zeros in front, which would make it an octal one.
        add(Kind.NUMBER, Long.toString(Long.parseLong(text.substring(next, end))), "", end);
    }

    private void symbol() throws SyntaxException {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, next)) {
                add(Kind.SYMBOL, symbol, "", next + symbol.length());
                return;
            }
        }
        throw new SyntaxException(here(), "'" + text.charAt(next) + "' means nothing here");
    }

    private int nameEnd(int from) {
        int end = from;
        while (end < text.length() && (isName(text.charAt(end)) || end > from && isDigit(text.charAt(end)))) {
            end++;
        }
        return end;
    }

    private static boolean isName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
