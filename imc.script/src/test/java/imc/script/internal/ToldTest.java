package imc.script.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class ToldTest {

    private final List<String> lines = new ArrayList<>();
    private final List<Object> causes = new ArrayList<>();
    private final Told told = new Told((Logger) Proxy.newProxyInstance(ToldTest.class.getClassLoader(),
            new Class<?>[] {Logger.class}, (proxy, method, given) -> {
                Object[] values = given.length == 2 && given[1] instanceof Object[] several ? several
                        : new Object[] {given[1], given[2]};
                lines.add(method.getName().toUpperCase(Locale.ROOT) + ' '
                        + given[0].toString().replace("{}", values[0].toString()));
                causes.add(values[1]);
                return null;
            }));

    @Test
    @DisplayName("whatever strangers put into a text in quotation marks, it is the same thing, and said once")
    void strangers() {
        told.say("Routes: line 1, column 5: 'x' is no number", null);
        told.say("Routes: line 1, column 5: 'y' is no number", null);
        told.say("Routes: line 2, column 5: 'y' is no number", null);
        told.forget();
        told.say("Routes: line 1, column 5: 'z' is no number", null);
        assertEquals(List.of("ERROR Routes: line 1, column 5: 'x' is no number. It is said once",
                "DEBUG Routes: line 1, column 5: 'y' is no number",
                "ERROR Routes: line 2, column 5: 'y' is no number. It is said once",
                "ERROR Routes: line 1, column 5: 'z' is no number. It is said once"), lines);
    }

    @Test
    @DisplayName("it is one line, and not a long one")
    void oneLine() {
        told.say("'a\r\nERROR b\u2028c\u202Ed' is no number", null);
        told.say("x".repeat(100_000), null);
        assertEquals(List.of("ERROR 'a  ERROR b c d' is no number. It is said once",
                "ERROR " + "x".repeat(300) + ". It is said once"), lines);
    }

    @Test
    @DisplayName("a cause that has a stranger's text whole is left out")
    void cause() {
        IllegalStateException broken = new IllegalStateException("on purpose");
        told.say("a function", broken);
        told.say("a number", new NumberFormatException("a\nb"));
        assertSame(broken, causes.get(0));
        assertNull(causes.get(1));
    }
}
