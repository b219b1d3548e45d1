package imc.script.internal.eval;

import imc.script.internal.text.Position;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.commons.jexl3.JexlContext;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlExpression;
import org.jspecify.annotations.Nullable;

/** Something that has a value. It may be evaluated by several threads at once. */
public final class Expression {

    private final JexlExpression compiled;
    private final Map<String, Operand> operands;
    private final Position at;
    private final @Nullable Memo memo;

    /**
     * @param operands what the names in it stand for
     * @param at       where it begins
     * @param memo     null for one that does things
     */
    Expression(JexlExpression compiled, Map<String, Operand> operands, Position at, @Nullable Memo memo) {
        this.compiled = compiled;
        this.operands = Map.copyOf(operands);
        this.at = at;
        this.memo = memo;
    }

    /** Where it begins. */
    public Position at() {
        return at;
    }

    /**
     * Evaluates it.
     *
     * @throws Pending where a function answers later
     * @throws Failure saying where and why it cannot be evaluated
     */
    public Object value(Evaluation evaluation) {
        return memo == null ? found(evaluation) : memo.value(evaluation.subject(), () -> found(evaluation));
    }

    private Object found(Evaluation evaluation) {
        evaluation.begin();
        try {
            Object value = compiled.evaluate(new Names(evaluation, operands));
            return value == null ? "" : value;
        } catch (JexlException e) {
            throw failure(e);
        } catch (Failure e) {
            throw e.at(at);
        }
    }

    /** Whether it is true. */
    public boolean isTrue(Evaluation evaluation) {
        return Arithmetic.isTrue(value(evaluation));
    }

    private RuntimeException failure(JexlException thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null
                && (cause instanceof JexlException || cause instanceof CompletionException)) {
            cause = cause.getCause();
        }
        if (cause instanceof Pending pending) {
            return pending;
        }
        if (cause instanceof Failure failure) {
            return failure.at(at);
        }
        if (cause instanceof Error error && !(cause instanceof StackOverflowError)) {
            throw error;
        }
        if (cause instanceof ArithmeticException) { // JEXL says the operator and nothing more
            return Failure.of("a number is divided by 0", cause).at(at);
        }
        return Failure.of(cause instanceof JexlException ? String.valueOf(thrown.getMessage()) : cause.toString(),
                cause).at(at);
    }

    /** What JEXL asks for names, and whether to go on. */
    private record Names(Evaluation evaluation, Map<String, Operand> operands) implements JexlContext {

        @Override
        public @Nullable Object get(String name) {
            Operand operand = operands.get(name);
            return operand == null ? null : operand.value(evaluation);
        }

        @Override
        public boolean has(String name) {
            return operands.containsKey(name);
        }

        @Override
        public void set(String name, Object value) {
            throw new UnsupportedOperationException("an expression changes nothing");
        }
    }
}
