package imc.script.internal.eval;

import imc.api.script.ScriptFunction;
import imc.script.internal.whiteboard.Functions;
import imc.script.internal.whiteboard.Signature;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.introspection.JexlMethod;

/** A function's name, where it is called. */
final class Call implements Operand {

    private final String name;
    private final Functions functions;

    Call(String name, Functions functions) {
        this.name = name;
        this.functions = functions;
    }

    @Override
    public Object value(Evaluation evaluation) {
        return new Bound(evaluation);
    }

    private int call(Evaluation evaluation, Object[] given) {
        List<String> arguments = new ArrayList<>(given.length);
        for (Object argument : given) {
            arguments.add(String.valueOf(argument));
        }
        ScriptFunction function = functions.get(name).orElseThrow(() -> Failure.missing(functions.missing(name)));
        Signature signature = functions.signature(name).orElseThrow(() -> Failure.missing(functions.missing(name)));
        if (!signature.takes(arguments.size())) {
            throw Failure.of("it is " + signature + ", and " + arguments.size() + " arguments were found", null);
        }
        for (int i = 0; i < arguments.size(); i++) {
            if (signature.isNumber(i)) {
                check(arguments.get(i));
            }
        }
        return evaluation.call(function, arguments);
    }

    private void check(String argument) {
        try {
            Long.parseLong(argument);
        } catch (NumberFormatException e) {
            throw Failure.of(name + "() needs a whole number, and '" + argument + "' was found", null);
        }
    }

    /** It, in one evaluation. */
    private final class Bound implements JexlMethod {

        private final Evaluation evaluation;

        Bound(Evaluation evaluation) {
            this.evaluation = evaluation;
        }

        @Override
        public Object invoke(Object target, Object... arguments) {
            return evaluation.recall(() -> call(evaluation, arguments));
        }

        @Override
        public Object tryInvoke(String method, Object target, Object... arguments) {
            return JexlEngine.TRY_FAILED;
        }

        @Override
        public boolean tryFailed(Object result) {
            return result == JexlEngine.TRY_FAILED;
        }

        @Override
        public boolean isCacheable() {
            return false;
        }

        @Override
        public Class<?> getReturnType() {
            return Integer.class;
        }
    }
}
