package imc.script.internal;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.SipRoute.Decision;
import imc.script.internal.eval.Clock;
import imc.script.internal.program.Program;
import imc.script.internal.text.SyntaxException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Whatever somebody writes into the file, there is an error that says where, or a route that ends. */
class FuzzTest {

    private static final int SCRIPTS = Integer.getInteger("imc.fuzz.inputs", 1_000);
    private static final List<String> PIECES = List.of("if", "else", "(", ")", "{", "}", "[", "]", ";", ",", "exit",
            "return", "drop", "route", "route[A]", "route(A)", "route[B]", "route(B)", "event_route[imc:joined]",
            "timer_route[T, 1]", "$ru", "$rU", "$rb", "$var(a)", "$hdr(From)", "$rc", "=", "==", "=~", "!~", "!",
            "&&", "||", "+", "-", "*", "/", "%", "<", "1", "0", "999999999999999999", "\"a\"", "\"^(a+)+\\1b$\"", "'x'",
            "\"$ru\"", "imc_manager()", "send_reply(200)", "is_method(\"MESSAGE\")", "append_hf(\"X-A\", \"$rb\")",
            "xlog(\"L_DBG\", \"$rb\")", "#x\n", "/*", "*/", "\"", "\u0000", "\u00e4", "new", "while", "->", "..", "?",
            ":", "true", "null", "size", "empty");

    private static String script(Random random) {
        StringBuilder script = new StringBuilder();
        for (int i = random.nextInt(30); i >= 0; i--) {
            script.append(PIECES.get(random.nextInt(PIECES.size()))).append(random.nextBoolean() ? " " : "");
        }
        return script.toString();
    }

    /** A script that can be read, most of the time. */
    private static String sensible(Random random, int depth) {
        StringBuilder script = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String value = value(random, 3);
            script.append(switch (random.nextInt(7)) {
                case 0 -> "if (" + value + ") {" + (depth == 0 ? "" : sensible(random, depth - 1)) + "}";
                case 1 -> "$var(a) = " + value + ";";
                case 2 -> "route(A);";
                case 3 -> "append_hf(\"X-A\", " + value + ");";
                case 4 -> "$rU = " + value + ";";
                case 5 -> "if (" + value + ") return " + value + "; else send_reply(" + value + ");";
                default -> "imc_manager();";
            });
        }
        return script.toString();
    }

    private static String value(Random random, int depth) {
        String leaf = List.of("$rb", "$ru", "$rc", "$var(a)", "1", "0", "\"a\"", "$cs", "is_method(\"INFO\")")
                .get(random.nextInt(9));
        if (depth == 0 || random.nextInt(3) == 0) {
            return leaf;
        }
        String other = value(random, depth - 1);
        return switch (random.nextInt(4)) {
            case 0 -> "(" + other + " =~ \"^(a+)+\\1b$\")";
            case 1 -> "!(" + other + ")";
            default -> "(" + leaf + " " + List.of("+", "-", "*", "/", "%", "==", "<", "&&", "||").get(random.nextInt(9))
                    + " "
                    + other + ")";
        };
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @DisplayName("no script hangs a thread, and none is left without an answer")
    void everythingEnds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Told told = new Told(LoggerFactory.getLogger("none"));
        int ran = 0;
        for (int i = 0; i < SCRIPTS; i++) {
            String script = i % 2 == 0 ? script(random) : sensible(random, 3) + "route[A] {" + sensible(random, 2)
                    + "}";
            Desk desk = new Desk();
            desk.body = "a".repeat(40) + "!";
            Program program;
            try {
                program = desk.read(script);
            } catch (SyntaxException e) {
                assertTrue(e.getMessage().startsWith("line "), e.getMessage());
                continue;
            }
            Decision decision = new Routing(() -> program, () -> Clock.of(10_000), told).route(desk)
                    .toCompletableFuture().getNow(null);
            assertNotNull(decision, () -> "seed " + seed + ": " + script);
            ran++;
        }
        assertTrue(ran > SCRIPTS / 4, "only " + ran + " of them could be read");
    }
}
