package imc.script.internal.eval;

import imc.script.internal.text.Position;
import imc.script.internal.text.SyntaxException;
import imc.script.internal.text.Token;
import imc.script.internal.text.Token.Kind;
import imc.script.internal.text.Tokens;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.jexl3.JexlException;

/**
 * Reads one expression in Kamailio's spelling and hands it to JEXL. There, whatever is no operator and no number is a
 * name that means an {@link Operand}: so JEXL sees no text, no call but of such names, and nothing of its own language.
 */
final class ExpressionReader {

    private static final Map<String, String> WORDS = Map.of("and", "&&", "or", "||", "not", "!");
    private static final Set<String> SIGNS = Set.of("!", "-", "not");
    private static final Set<String> BINARY = Set.of("==", "!=", "=~", "!~", "<=", ">=", "&&", "||", "<", ">", "+", "-",
            "*", "/", "%", "and", "or");
    private static final Set<String> SEARCHES = Set.of("=~", "!~");
    /** JEXL reads what is in brackets by calling itself. */
    private static final int DEEPEST = 100;
    private static final int LONGEST = 8192;

    private final Tokens tokens;
    private final Uses uses;
    private final StringBuilder jexl = new StringBuilder();
    private final Map<String, Operand> operands = new HashMap<>();
    private final Set<String> variables = new HashSet<>();
    private boolean calls;
    private final Deque<Bracket> open = new ArrayDeque<>();
    /** Whether a value comes next, and no operator. */
    private boolean wantsValue = true;
    private String operator = "";

    /** An open bracket. */
    private static final class Bracket {
        /** The call to which it belongs; empty for none. */
        private final String call;
        private final Token at;
        private Position opened;
        private int arguments;

        Bracket(String call, Token at) {
            this.call = call;
            this.at = at;
            this.opened = at.at();
        }
    }

    ExpressionReader(Tokens tokens, Uses uses) {
        this.tokens = tokens;
        this.uses = uses;
    }

    /** Up to what cannot be a part of it. */
    Expression read(Language language) throws SyntaxException {
        Position at = tokens.peek().at();
        while (!isEnd(tokens.peek())) {
            Token token = tokens.peek();
            if (wantsValue) {
                value(token);
            } else {
                behindValue(token);
            }
            if (jexl.length() > LONGEST) {
                throw new SyntaxException(at, "this expression is too long; at most some " + LONGEST
                        + " characters are allowed");
            }
        }
        if (wantsValue) {
            throw tokens.expected("a value");
        }
        if (!open.isEmpty()) {
            throw tokens.expected("')' for the '(' at " + open.peek().opened);
        }
        try {
            return new Expression(language.read(jexl.toString()), operands, at,
                    calls || variables.isEmpty() ? null : uses.memo(variables));
        } catch (JexlException e) {
            throw new SyntaxException(at, "this expression cannot be read; brackets may help to say what is meant");
        }
    }

    private boolean isEnd(Token token) {
        return token.kind() == Kind.END || token.isSymbol(";") || token.isSymbol("{") || token.isSymbol("}")
                || open.isEmpty() && !wantsValue && (token.isSymbol(")") || token.isSymbol(","));
    }

    private void value(Token token) throws SyntaxException {
        if (token.isSymbol("(")) {
            enter(new Bracket("", token));
        } else if (token.isSymbol(")") && isEmptyCall()) {
            leave();
        } else if (SIGNS.contains(token.text()) && (token.kind() == Kind.SYMBOL || token.kind() == Kind.WORD)) {
            jexl.append(WORDS.getOrDefault(token.text(), token.text())).append(' ');
            tokens.take();
        } else if (token.kind() == Kind.WORD && tokens.peekSecond().isSymbol("(")) {
            tokens.take();
            enter(new Bracket(token.text(), token));
        } else if (token.kind() == Kind.NUMBER) {
            jexl.append(token.text()).append(' ');
            tokens.take();
            wantsValue = false;
        } else if (SEARCHES.contains(operator)) {
            append("$r", pattern(token));
        } else if (token.kind() == Kind.VARIABLE) {
            append("$v", variable(token));
        } else if (token.kind() == Kind.STRING || token.kind() == Kind.WORD && isArgument()) {
            append("$s", text(token));
        } else {
            throw tokens.expected("a value, like $rU, \"a text\", a number or a function,");
        }
        operator = "";
    }

    private Operand variable(Token token) {
        variables.add(token.text());
        return uses.variable(token);
    }

    private boolean isEmptyCall() {
        Bracket bracket = open.peek();
        return bracket != null && !bracket.call.isEmpty() && bracket.arguments == 1
                && jexl.charAt(jexl.length() - 1) == '(';
    }

    private boolean isArgument() {
        return !open.isEmpty() && !open.peek().call.isEmpty();
    }

    private void append(String prefix, Operand operand) {
        String name = prefix + operands.size();
        operands.put(name, operand);
        jexl.append(name).append(' ');
        tokens.take();
        wantsValue = false;
    }

    /** An argument of a call may have variables in it; what is compared is what it is. */
    private Operand text(Token token) throws SyntaxException {
        Token behind = tokens.peekSecond();
        boolean isWhole = isArgument() && operator.isEmpty() && (behind.isSymbol(",") || behind.isSymbol(")"));
        if (isWhole && Template.isOne(token.text())) {
            return Template.read(token.text(), token.at(), uses);
        }
        String text = token.text();
        return evaluation -> text;
    }

    private Operand pattern(Token token) throws SyntaxException {
        if (token.kind() == Kind.VARIABLE) {
            Operand variable = variable(token);
            return evaluation -> Patterns.search(variable.value(evaluation), evaluation.clock());
        }
        if (token.kind() != Kind.STRING) {
            throw tokens.expected("a regular expression in quotes, or a variable,");
        }
        try {
            Pattern compiled = Patterns.of(token.text());
            return evaluation -> new Search(compiled, evaluation.clock());
        } catch (IllegalArgumentException e) {
            throw new SyntaxException(token.at(), String.valueOf(e.getMessage()));
        }
    }

    private void behindValue(Token token) throws SyntaxException {
        if (token.isSymbol(")")) {
            leave();
        } else if (token.isSymbol(",") && isArgument()) {
            open.peek().arguments++;
            next(",");
        } else if (BINARY.contains(token.text()) && (token.kind() == Kind.SYMBOL || token.kind() == Kind.WORD)) {
            operator = token.text();
            next(WORDS.getOrDefault(operator, operator));
        } else {
            throw tokens.expected("an operator" + (open.isEmpty() ? ", ';'" : "") + " or ')'");
        }
    }

    private void next(String written) {
        jexl.append(written).append(' ');
        tokens.take();
        wantsValue = true;
    }

    private void enter(Bracket bracket) throws SyntaxException {
        open.push(bracket);
        if (open.size() > DEEPEST) {
            throw new SyntaxException(bracket.at.at(), "more than " + DEEPEST + " brackets are open");
        }
        bracket.arguments = bracket.call.isEmpty() ? 0 : 1;
        if (!bracket.call.isEmpty()) {
            calls = true;
            // What it is, is known when all its arguments are.
            String name = "$f" + bracket.at.start();
            jexl.append(name);
        }
        jexl.append('(');
        bracket.opened = tokens.take().at();
        operator = "";
    }

    private void leave() throws SyntaxException {
        if (open.isEmpty()) {
            throw tokens.expected("an operator or ';'");
        }
        boolean isEmpty = wantsValue;
        Bracket bracket = open.pop();
        if (!bracket.call.isEmpty()) {
            operands.put("$f" + bracket.at.start(), uses.function(bracket.at, isEmpty ? 0 : bracket.arguments));
        }
        jexl.append(") ");
        tokens.take();
        wantsValue = false;
    }
}
