package imc.script.internal.variable;

import imc.api.script.PseudoVariable;
import imc.api.script.ScriptSubject;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A variable, and what its service says of it.
 *
 * @param argument empty for one that has no brackets
 */
record Variable(String name, String argument, String help, String example, boolean isOfUri,
        BiFunction<ScriptSubject, String, String> reading) implements PseudoVariable {

    Variable(String name, String argument, String help, String example,
            BiFunction<ScriptSubject, String, String> reading) {
        this(name, argument, help, example, false, reading);
    }

    /** One without brackets, that depends on nothing but the method and the Request-URI. */
    static Variable ofUri(String name, String help, String example, Function<ScriptSubject, String> reading) {
        return new Variable(name, "", help, example, true, (subject, argument) -> reading.apply(subject));
    }

    /** One without brackets. */
    static Variable of(String name, String help, String example, Function<ScriptSubject, String> reading) {
        return new Variable(name, "", help, example, (subject, argument) -> reading.apply(subject));
    }

    @Override
    public String read(ScriptSubject subject, String given) {
        return reading.apply(subject, given);
    }

    Dictionary<String, Object> properties() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(NAME, name);
        properties.put(HELP, help);
        properties.put(EXAMPLE, example);
        properties.put(OF_URI, isOfUri);
        if (!argument.isEmpty()) {
            properties.put(ARGUMENT, argument);
        }
        return properties;
    }
}
