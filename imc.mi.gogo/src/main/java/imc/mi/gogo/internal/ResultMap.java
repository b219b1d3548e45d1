package imc.mi.gogo.internal;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A map in a result, in the order of the command. Public, for Gogo calls its methods by reflection. Immutable. */
public final class ResultMap extends AbstractMap<String, Object> {

    private final Map<String, Object> values = new LinkedHashMap<>();

    ResultMap(Map<?, ?> tree) {
        tree.forEach((key, value) -> values.put(String.valueOf(key), Result.of(value)));
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return Collections.unmodifiableMap(values).entrySet();
    }
}
