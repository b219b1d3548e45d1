package imc.script.internal.program;

import imc.script.internal.eval.Expression;
import imc.script.internal.text.Position;
import java.util.List;
import java.util.Optional;

/** What a script does, one after the other. */
public sealed interface Statement {

    /** Where it begins. */
    Position at();

    /** Evaluates an expression, which calls functions. */
    record Do(Position at, Expression what) implements Statement {
    }

    /** {@code if (…) … else …}. */
    record If(Position at, Expression condition, List<Statement> then, List<Statement> otherwise) implements Statement {
    }

    /** {@code $ru = …}, {@code $var(name) = …}. */
    record Assign(Position at, Target target, String name, Expression value) implements Statement {
    }

    /** {@code route(NAME)}. */
    record Sub(Position at, String route) implements Statement {
    }

    /** {@code return}, {@code return 1}. */
    record Return(Position at, Optional<Expression> value) implements Statement {
    }

    /** {@code exit}. */
    record Exit(Position at) implements Statement {
    }

    /** {@code drop}. */
    record Drop(Position at) implements Statement {
    }

    /** What can be given another value. */
    enum Target {
        /** {@code $ru}. */
        URI,
        /** {@code $rU}. */
        USER,
        /** {@code $rd}. */
        DOMAIN,
        /** {@code $var(name)}. */
        VARIABLE
    }
}
