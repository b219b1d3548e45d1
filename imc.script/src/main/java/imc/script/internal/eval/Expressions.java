package imc.script.internal.eval;

import imc.script.internal.text.Position;
import imc.script.internal.text.SyntaxException;
import imc.script.internal.text.Tokens;
import imc.script.internal.whiteboard.Functions;
import imc.script.internal.whiteboard.Variables;

/** Reads the expressions of one script. For one thread. */
public final class Expressions {

    private final Language language;
    private final Uses uses;

    public Expressions(Language language, Variables variables, Functions functions) {
        this.language = language;
        this.uses = new Uses(variables, functions);
    }

    /** Reads one, up to what cannot be a part of it. */
    public Expression read(Tokens tokens) throws SyntaxException {
        return new ExpressionReader(tokens, uses).read(language);
    }

    /** Reads a text with variables in it. */
    public Template template(String text) throws SyntaxException {
        return Template.read(text, new Position(1, 1), uses);
    }

    /** What these use, which may come and go. */
    public Uses uses() {
        return uses;
    }
}
