package imc.script.internal.eval;

import imc.script.internal.text.Token;
import imc.script.internal.whiteboard.Functions;
import imc.script.internal.whiteboard.Signature;
import imc.script.internal.whiteboard.Variables;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The variables and functions that a script uses, and what is wrong with that now. */
public final class Uses {

    private final Variables variables;
    private final Functions functions;
    private final List<Use> all = new ArrayList<>();

    /**
     * @param count of arguments; -1 for a variable
     */
    private record Use(Token token, int count) {
    }

    public Uses(Variables variables, Functions functions) {
        this.variables = variables;
        this.functions = functions;
    }

    /** One more variable. */
    Operand variable(Token token) {
        all.add(new Use(token, -1));
        String name = token.text();
        String argument = token.argument();
        return evaluation -> evaluation.recall(() -> variables.get(name)
                .orElseThrow(() -> Failure.missing("nobody offers $" + name)).read(evaluation.subject(), argument));
    }

    /** Remembers what an expression is worth that reads these and calls nothing. */
    Memo memo(Set<String> names) {
        return new Memo(names, variables);
    }

    /** One more call. */
    Operand function(Token token, int count) {
        all.add(new Use(token, count));
        return new Call(token.text(), functions);
    }

    /** What is wrong, one sentence each, as far as somebody has to offer something else. */
    public Set<String> objections() {
        Set<String> objections = new LinkedHashSet<>();
        for (Use use : all) {
            objection(use).ifPresent(why -> objections.add(use.token.at() + ": " + why));
        }
        return objections;
    }

    private Optional<String> objection(Use use) {
        String name = use.token.text();
        if (use.count < 0) {
            return variables.objection(name, use.token.argument());
        }
        Optional<Signature> signature = functions.signature(name);
        if (signature.isEmpty()) {
            return Optional.of(functions.missing(name));
        }
        return signature.get().takes(use.count) ? Optional.empty()
                : Optional.of("it is " + signature.get() + ", and " + use.count + " arguments were found");
    }
}
