package imc.config.internal;

import java.util.Map;

/**
 * A configuration that some bundle takes.
 *
 * @param name    the PID, which is also the name of its file without {@code .cfg}
 * @param factory whether there may be several, in files {@code name~any.cfg}
 * @param ours    whether its bundle belongs to the conference server: then it gets an empty configuration where there is
 *                no file, so that a component that requires one is told so
 * @param keys    by name, in the order of their description
 */
record Pid(String name, boolean factory, boolean ours, Map<String, Key> keys) {

    private static final char FACTORY_MARK = '~';

    /** Whether a file of this name, without {@code .cfg}, is a configuration of this PID. */
    boolean takes(String file) {
        return factory ? file.startsWith(name + FACTORY_MARK) && file.length() > name.length() + 1 : file.equals(name);
    }

    Key key(String key) {
        return keys.get(key);
    }
}
