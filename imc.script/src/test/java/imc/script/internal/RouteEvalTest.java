package imc.script.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.script.ScriptFunction;
import imc.script.internal.function.XLog;
import imc.script.internal.mi.RouteEval;
import imc.script.internal.whiteboard.TestServices;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteEvalTest {

    @TempDir
    private Path directory;

    @Test
    @DisplayName("a function is told that it is only tried, and has no request to answer")
    void trial() throws Exception {
        TestServices services = new TestServices();
        services.property.set(directory.toString());
        List<String> called = new ArrayList<>();
        services.function(call -> {
            called.add("trial " + call.isTrial() + ", request " + call.request().isPresent());
            return ScriptFunction.TRUE;
        }, Map.of(ScriptFunction.NAME, "post"));
        services.function(new XLog(), Map.of(ScriptFunction.NAME, "xlog", ScriptFunction.ARGUMENTS,
                new String[] {"level", "text"}));
        Script script = new Script(services.context(), Map.of(), services.variables(), services.functions());
        try {
            assertEquals(Map.of("expression", "post() > 0", "value", "true"),
                    new RouteEval(script).execute(Map.of("expression", "post() > 0")));
            assertEquals("1", ((Map<?, ?>) new RouteEval(script)
                    .execute(Map.of("expression", "xlog(\"L_NONE\", \"text\")"))).get("value"), "it does nothing");
        } finally {
            script.close();
        }
        assertEquals(List.of("trial true, request false"), called);
    }
}
