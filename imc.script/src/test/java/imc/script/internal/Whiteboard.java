package imc.script.internal;

import imc.api.script.PseudoVariable;
import imc.api.script.ScriptFunction;
import imc.script.internal.whiteboard.Functions;
import imc.script.internal.whiteboard.TestServices;
import imc.script.internal.whiteboard.Variables;
import java.util.List;
import java.util.Map;

/** Variables and functions as bundles would offer them. */
final class Whiteboard {

    final TestServices services = new TestServices();
    final Variables variables = services.variables();
    final Functions functions = services.functions();

    Runnable function(String name, ScriptFunction function, String... arguments) {
        return services.function(function, Map.of(ScriptFunction.NAME, name, ScriptFunction.ARGUMENTS, arguments));
    }

    Runnable variable(String name, String argument, PseudoVariable variable) {
        return services.variable(variable, Map.of(PseudoVariable.NAME, name, PseudoVariable.ARGUMENT, argument));
    }

    /** One of the functions that every script has. */
    void function(ScriptFunction function, List<String> names, String... arguments) {
        services.function(function, Map.of(ScriptFunction.NAME, names, ScriptFunction.ARGUMENTS, arguments));
    }
}
