package imc.script.internal.program;

import imc.script.internal.eval.Expression;
import imc.script.internal.eval.Expressions;
import imc.script.internal.program.Statement.Target;
import imc.script.internal.text.Position;
import imc.script.internal.text.SyntaxException;
import imc.script.internal.text.Token;
import imc.script.internal.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads statements. For one thread. */
final class Parser {

    private static final Map<String, Target> TARGETS = Map.of("ru", Target.URI, "rU", Target.USER, "rd", Target.DOMAIN,
            "var", Target.VARIABLE);
    private static final Set<String> NOT_HERE = Set.of("while", "for", "switch", "case", "break", "do", "var", "new",
            "function", "modparam", "loadmodule", "import_file", "include_file");
    /** Statements within statements are read by calling oneself. */
    private static final int DEEPEST = 50;

    private final Tokens tokens;
    private final Expressions expressions;
    private final List<Statement.Sub> subs = new ArrayList<>();
    private int depth;

    Parser(Tokens tokens, Expressions expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** Which sub-routes are called. */
    List<Statement.Sub> subs() {
        return subs;
    }

    /** {@code { … }}. */
    List<Statement> braced() throws SyntaxException {
        Token open = tokens.need("{");
        List<Statement> all = new ArrayList<>();
        while (!tokens.peek().isSymbol("}")) {
            if (tokens.isEnd()) {
                throw tokens.expected("'}' for the '{' at " + open.at());
            }
            statement().ifPresent(all::add);
        }
        tokens.take();
        return all;
    }

    /** One; empty for a lone semicolon. */
    Optional<Statement> statement() throws SyntaxException {
        if (tokens.takes(";")) {
            return Optional.empty();
        }
        if (++depth > DEEPEST) {
            throw new SyntaxException(tokens.peek().at(), "more than " + DEEPEST + " statements are within each other");
        }
        Token first = tokens.peek();
        Statement statement = first.isWord("if") ? condition() : simple(first);
        depth--;
        return Optional.of(statement);
    }

    private Statement simple(Token first) throws SyntaxException {
        Statement statement;
        if (tokens.peekSecond().isSymbol("=") && first.kind() == Token.Kind.VARIABLE) {
            statement = assignment();
        } else if (first.kind() != Token.Kind.WORD) {
            throw tokens.expected("a statement, like 'if (…)', 'send_reply(404, \"Not here\");' or 'exit;',");
        } else if (NOT_HERE.contains(first.text())) {
            throw new SyntaxException(first.at(), "'" + first.text() + "' is not known here: there are if, else, exit,"
                    + " return, drop, route(NAME), assignments and functions");
        } else {
            statement = word(first);
        }
        if (!tokens.peek().isSymbol("}") && !tokens.isEnd()) {
            tokens.need(";");
        }
        return statement;
    }

    private Statement word(Token first) throws SyntaxException {
        switch (first.text()) {
            case "exit":
                emptyBrackets();
                return new Statement.Exit(first.at());
            case "drop":
                emptyBrackets();
                return new Statement.Drop(first.at());
            case "return":
                tokens.take();
                boolean isBare = tokens.peek().isSymbol(";") || tokens.peek().isSymbol("}") || tokens.isEnd();
                return new Statement.Return(first.at(), isBare ? Optional.empty()
                        : Optional.of(expressions.read(tokens)));
            case "route":
                return sub(first.at());
            case "rewrite":
                tokens.take();
                tokens.need("(");
                Statement assignment = assignment();
                tokens.need(")");
                return assignment;
            default:
                return new Statement.Do(first.at(), expressions.read(tokens));
        }
    }

    private void emptyBrackets() throws SyntaxException {
        tokens.take();
        if (tokens.takes("(")) {
            tokens.need(")");
        }
    }

    private Statement sub(Position at) throws SyntaxException {
        tokens.take();
        tokens.need("(");
        Token name = tokens.peek().kind() == Token.Kind.STRING ? tokens.take()
                : tokens.need(Token.Kind.WORD, "the name of a route");
        tokens.need(")");
        Statement.Sub sub = new Statement.Sub(at, name.text());
        subs.add(sub);
        return sub;
    }

    private Statement assignment() throws SyntaxException {
        Token variable = tokens.need(Token.Kind.VARIABLE,
                "a variable and '=', like $ru = \"sip:chat-lunch@example.com\",");
        Target target = TARGETS.get(variable.text());
        if (target == null || variable.argument().isEmpty() == (target == Target.VARIABLE)) {
            throw new SyntaxException(variable.at(), variable + " cannot be given a value; $ru, $rU, $rd and $var(name)"
                    + " can");
        }
        tokens.need("=");
        return new Statement.Assign(variable.at(), target, variable.argument(), expressions.read(tokens));
    }

    private Statement condition() throws SyntaxException {
        Token first = tokens.take();
        tokens.need("(");
        Expression condition = expressions.read(tokens);
        tokens.need(")");
        List<Statement> then = branch();
        List<Statement> otherwise = List.of();
        if (tokens.peek().isWord("else")) {
            tokens.take();
            otherwise = branch();
        }
        return new Statement.If(first.at(), condition, List.copyOf(then), List.copyOf(otherwise));
    }

    private List<Statement> branch() throws SyntaxException {
        if (tokens.peek().isSymbol("{")) {
            depth++;
            List<Statement> all = braced();
            depth--;
            return all;
        }
        return statement().map(List::of).orElseGet(List::of);
    }
}
