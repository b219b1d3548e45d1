package imc.script.internal.run;

import imc.script.internal.eval.Failure;
import imc.script.internal.text.Position;
import java.util.HashMap;
import java.util.Map;

/** The variables that a script sets for one run. For one thread at a time. */
final class OwnVariables {

    /** Of all of them, in characters. */
    private static final int MOST = 64 << 10;

    private final Map<String, String> values = new HashMap<>();
    private int length;

    String get(String name) {
        return values.getOrDefault(name, "");
    }

    void put(String name, String value, Position at) {
        length += value.length() - get(name).length();
        if (length > MOST) {
            throw Failure.of("the script's variables would have more than " + MOST + " characters", null).at(at);
        }
        values.put(name, value);
    }
}
