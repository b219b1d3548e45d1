package imc.mi.fifo.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.mi.fifo.internal.Request.Argument;
import imc.mi.fifo.internal.Request.BrokenLines;
import imc.mi.fifo.internal.Request.Json;
import imc.mi.fifo.internal.Request.JsonLine;
import imc.mi.fifo.internal.Request.Lines;
import imc.mi.fifo.internal.Request.Lost;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests begin and end, whatever clients write into one pipe. */
class FramingTest {

    private static final Lines ROOMS = new Lines("imc_list_rooms", "reply", List.of());

    private final AtomicLong clock = new AtomicLong();
    private final List<Request> found = new ArrayList<>();
    private final Framing framing = new Framing(Bounds.usual(), clock::get, found::add);

    private List<Request> after(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        framing.take(bytes, bytes.length);
        return found;
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static String why(Request request) {
        return request instanceof Lost lost ? lost.outcome() + " " + lost.why() : request.toString();
    }

    @Test
    void linesEndAtAnEmptyOne() {
        assertEquals(List.of(ROOMS, new Lines("imc_list_members", "reply",
                List.of(new Argument("", "sip:chat-000@example.org")))),
                after(":imc_list_rooms:reply\n\n:imc_list_members:reply\nsip:chat-000@example.org\n\n"));
        assertFalse(framing.isUnfinished());
    }

    @Test
    void linesMayComeByteByByteAndFromOtherSystems() {
        for (String each : ":imc_list_rooms:reply\r\n\r\n".split("")) {
            after(each);
        }
        assertEquals(List.of(ROOMS), found);
    }

    @Test
    void argumentsHaveNamesAndQuotes() {
        assertEquals(List.of(new Lines("x", "", List.of(new Argument("room", "chat-1"), new Argument("text",
                "a \"b\"\n\tc"),
                new Argument("", ""), new Argument("", "sip:chat@[2001:db8::1]"), new Argument("empty", ""),
                new Argument("", "{:}")))),
                after(":x:\nroom:: chat-1 \n  text::\"a \\\"b\\\"\n\tc\"\n.\nsip:chat@[2001:db8::1]\nempty::\n\"{:"
                        + "}\"\n\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "\"a\"b", "\"a", "n:: a\"b"})
    void quotesThatAreWrongAreAParseError(String argument) {
        assertEquals(List.of(new BrokenLines("x", "reply"), ROOMS),
                after(":x:reply\n" + argument + "\n\n:imc_list_rooms:reply\n\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {":imc_list_members:reply\nsip:chat", ":imc_list_members:reply\nsip:chat\n"})
    void whoeverLeavesHalfARequestKeepsNobodyWaiting(String half) {
        after(half);
        pass(Duration.ofSeconds(2));
        framing.expire();
        pass(Duration.ofSeconds(8));
        framing.expire();
        assertEquals(List.of(new BrokenLines("imc_list_members", "reply"), ROOMS), after(":imc_list_rooms:reply\n\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {":imc_list_me", ":", "{\"jsonrpc\": \"2.0\",", "{\"a\n", "what"})
    void halfALineIsForgottenAfterTwoSeconds(String half) {
        after(half);
        pass(Duration.ofMillis(1999));
        framing.expire();
        assertTrue(framing.isUnfinished());
        pass(Duration.ofMillis(1));
        framing.expire();
        assertFalse(framing.isUnfinished());
        after(":imc_list_rooms:reply\n\n");
        assertEquals("UNFINISHED a request without its end", why(found.get(0)));
        assertEquals(List.of(ROOMS), found.subList(1, found.size()));
    }

    @Test
    void aPersonHasTenSecondsForTheNextLine() {
        after(":imc_list_rooms:reply\n");
        pass(Duration.ofSeconds(9));
        framing.expire();
        assertEquals(List.of(ROOMS), after("\n"));
    }

    @Test
    void whoeverSendsAByteNowAndThenIsGivenUpToo() {
        for (int second = 0; second < 11; second++) {
            after("{");
            pass(Duration.ofSeconds(1));
        }
        assertEquals("UNFINISHED a request without its end", why(found.get(0)));
    }

    @Test
    void aRequestBeginsWhereTheOneBeforeHasLostItsEnd() {
        assertEquals(List.of(new BrokenLines("x", "other"), ROOMS),
                after(":x:other\nvalue\n:imc_list_rooms:reply\n\n"));
        found.clear();
        assertEquals(List.of(new BrokenLines("x", "other"), new Json("{}"), ROOMS),
                after(":x:other\nvalue\n{}\n:imc_list_rooms:reply\n\n"));
    }

    @Test
    void bracesAreCountedOutsideOfStrings() {
        String text = "{\"a\": \"}\\\"}\\\\\",\n\t\"b\": {\"c\": [{}]}}";
        assertEquals(List.of(new Json(text), new Json("{}"), new Json("{}")), after(text + "\n \t{}{}\n"));
    }

    @Test
    void whatIsBehindAReplysNameIsJson() {
        assertEquals(List.of(new JsonLine("reply", "{\"id\": 1}"), new JsonLine("", "[]"), ROOMS),
                after(":reply:{\"id\": 1}\n:: [] \n:imc_list_rooms:reply\n\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "::reply", ":x", "[]"})
    void whatIsNoRequestIsALineThatIsLost(String line) {
        after(line + "\n\n:imc_list_rooms:reply\n\n");
        assertTrue(why(found.get(0)).startsWith("UNREADABLE neither "), () -> why(found.get(0)));
        assertEquals(List.of(ROOMS), found.subList(1, found.size()));
    }

    @Test
    void aMegabyteWithoutALineEndIsNotKept() {
        for (int kilobyte = 0; kilobyte < 1024; kilobyte++) {
            after("x".repeat(1024));
        }
        after("\n:imc_list_rooms:reply\n\n");
        assertEquals("UNREADABLE a request of more than 65536 bytes", why(found.get(0)));
        assertEquals(List.of(ROOMS), found.subList(1, found.size()));
    }

    @Test
    void aRequestThatIsTooLongIsAnsweredWhereThatIsPossible() {
        after(":x:reply\n" + "y\n".repeat(40_000) + "\n:imc_list_rooms:reply\n\n");
        assertEquals(new BrokenLines("x", "reply"), found.get(0));
        assertEquals(ROOMS, found.get(found.size() - 1));
        found.clear();
        after("{\"" + "y".repeat(70_000) + "\"}\n{}");
        assertEquals("UNREADABLE a request of more than 65536 bytes", why(found.get(0)));
        assertEquals(List.of(new Json("{}")), found.subList(1, found.size()));
    }
}
