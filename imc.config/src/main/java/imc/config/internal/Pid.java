package imc.config.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A configuration that some bundle takes.
 *
 * @param name    the PID, which is also the name of its file without {@code .cfg}
 * @param factory whether there may be several, in files {@code name~any.cfg}
 * @param ours    whether its bundle belongs to the conference server: then it gets an empty configuration where there
 *                is no file, so that a component that requires one is told so
 * @param keys    by name, in the order of their description
 */
record Pid(String name, boolean factory, boolean ours, Map<String, Key> keys) {

    private static final char FACTORY_MARK = '~';

    /** Whether a file of this name, without {@code .cfg}, is a configuration of this PID. */
    boolean takes(String file) {
        return factory ? file.startsWith(name + FACTORY_MARK) && file.length() > name.length() + 1 : file.equals(name);
    }

    /** What bundles say: one PID for each name, with the keys of all bundles that take it; in alphabetical order. */
    static List<Pid> joined(Stream<Pid> said) {
        Map<String, Pid> byName = new TreeMap<>();
        said.forEach(pid -> byName.merge(pid.name, pid, Pid::and));
        return List.copyOf(byName.values());
    }

    private Pid and(Pid other) {
        Map<String, Key> both = new LinkedHashMap<>(keys);
        other.keys.forEach(both::putIfAbsent);
        return new Pid(name, factory, ours || other.ours, both);
    }

    Key key(String key) {
        return keys.get(key);
    }
}
