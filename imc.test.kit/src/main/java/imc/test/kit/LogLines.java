package imc.test.kit;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/** What stands in the log. Safe for use by many threads. */
public final class LogLines {

    /** Each line with its level before it: {@code WARN The pipe is full}. */
    public final List<String> all = new CopyOnWriteArrayList<>();

    /** Writes into it. */
    public Logger logger() {
        return (Logger) Proxy.newProxyInstance(LogLines.class.getClassLoader(), new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> {
                    Object[] values = arguments.length == 2 && arguments[1] instanceof Object[] many ? many
                            : List.of(arguments).subList(1, arguments.length).toArray();
                    all.add(method.getName().toUpperCase(Locale.ROOT) + ' '
                            + MessageFormatter.arrayFormat((String) arguments[0], values).getMessage());
                    return null;
                });
    }
}
