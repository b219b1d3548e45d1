package imc.script.internal;

import imc.script.internal.eval.Clock;
import imc.script.internal.eval.Expression;
import imc.script.internal.eval.Expressions;
import imc.script.internal.eval.Failure;
import imc.script.internal.program.Block;
import imc.script.internal.program.Program;
import imc.script.internal.program.Statement;
import imc.script.internal.run.Run;
import imc.script.internal.run.Source;
import imc.script.internal.text.SyntaxException;
import imc.script.internal.text.Tokens;
import java.util.List;
import java.util.Set;

/** Tries an expression. */
record Trial(Expressions expressions, Clock clock) {

    private static final String RESULT = "result";

    /** @throws IllegalArgumentException saying why it has no value */
    String evaluate(String text, Source source) {
        try {
            Tokens tokens = Tokens.of(text);
            Expression expression = expressions.read(tokens);
            if (!tokens.isEnd()) {
                throw tokens.expected("the end of the expression");
            }
            Set<String> unknown = expressions.uses().objections();
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", unknown));
            }
            return value(expression, source);
        } catch (SyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private String value(Expression expression, Source source) {
        Statement assignment = new Statement.Assign(expression.at(), Statement.Target.VARIABLE, RESULT, expression);
        Run run = new Run(Program.NONE, source, clock, what -> { });
        Run.Ending ending = run.start(Block.of(Block.Kind.REQUEST, "", 0, expression.at(), List.of(assignment)))
                .toCompletableFuture().getNow(null);
        if (ending == null) {
            throw new IllegalArgumentException("a function of it answers later, and is not waited for in a trial");
        }
        if (ending.failure().isPresent()) {
            Failure failure = ending.failure().get();
            throw new IllegalArgumentException(failure.getMessage(), failure);
        }
        return run.variable(RESULT);
    }
}
