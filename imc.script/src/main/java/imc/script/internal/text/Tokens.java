package imc.script.internal.text;

import imc.script.internal.text.Token.Kind;
import java.util.List;

/** The tokens of a script, one after the other. For one thread. */
public final class Tokens {

    private final String text;
    private final List<Token> all;
    private int next;

    private Tokens(String text, List<Token> all) {
        this.text = text;
        this.all = all;
    }

    /** Those of a text. */
    public static Tokens of(String text) throws SyntaxException {
        return new Tokens(text, Lexer.read(text));
    }

    /** The next one, which stays. */
    public Token peek() {
        return all.get(next);
    }

    /** The one behind the next. */
    public Token peekSecond() {
        return all.get(Math.min(next + 1, all.size() - 1));
    }

    /** The next one. The last comes again and again. */
    public Token take() {
        Token token = all.get(next);
        next = Math.min(next + 1, all.size() - 1);
        return token;
    }

    /** Takes the next one if it is that symbol. */
    public boolean takes(String symbol) {
        boolean is = peek().isSymbol(symbol);
        if (is) {
            take();
        }
        return is;
    }

    /** Takes that symbol, which must be there. */
    public Token need(String symbol) throws SyntaxException {
        if (!peek().isSymbol(symbol)) {
            throw expected("'" + symbol + "'");
        }
        return take();
    }

    /** Takes a token that must be of that kind. */
    public Token need(Kind kind, String what) throws SyntaxException {
        if (peek().kind() != kind) {
            throw expected(what);
        }
        return take();
    }

    /** Says what should be there in the place of the next one. */
    public SyntaxException expected(String what) {
        return new SyntaxException(peek().at(), what + " was expected, and " + peek() + " found");
    }

    /** Whether there is no more. */
    public boolean isEnd() {
        return peek().kind() == Kind.END;
    }

    /** What stands there up to a symbol, which is taken, too; without blanks around it. */
    public String upTo(String symbol) throws SyntaxException {
        int start = peek().start();
        while (!peek().isSymbol(symbol)) {
            if (isEnd()) {
                throw expected("'" + symbol + "'");
            }
            take();
        }
        return text.substring(start, take().start()).strip();
    }
}
