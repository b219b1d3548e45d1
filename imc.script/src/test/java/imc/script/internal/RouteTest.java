package imc.script.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.SipAddress;
import imc.api.script.PseudoVariable;
import imc.api.script.ScriptFunction;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipResponse;
import imc.api.sip.SipRoute;
import imc.api.sip.SipRoute.Decision;
import imc.script.internal.eval.Clock;
import imc.script.internal.program.Block.Kind;
import imc.script.internal.program.Program;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What routes make of requests. */
class RouteTest {

    private static final String KAMAILIO = """
            # the rooms will be named chat-xyz to avoid overlapping
            # with usernames
            if(is_method("MESSAGE")
                && ($ru =~ "sip:chat-[0-9]+@" || ($ru =~ "sip:chat-manager@")))
            {
                if(imc_manager())
                    sl_send_reply("200", "ok");
                else
                    sl_send_reply("500", "command error");
                return;
            }
            """;
    private static final String QUIET = """
            if (is_method("MESSAGE") && $rU =~ "chat-.*") {
                if ($hdr(X-Spam) == "yes") { send_reply(403, "Not here"); exit }
                route(QUIET_HOURS);
                imc_manager();
                exit
            }
            # sub-routes
            route[QUIET_HOURS] { if ($TF =~ ".*T2[23]:.*" && $imc(role) != "owner") \
            { send_reply(480, "Quiet hours"); exit } }
            """;

    private final Desk desk = new Desk();

    @Test
    @DisplayName("the example of Kamailio's imc: 200 or 500 by what imc_manager() returns")
    void kamailio() throws Exception {
        desk.uri = "sip:chat-1@example.com";
        assertEquals("200 ok", desk.of(KAMAILIO));
        desk.served = CompletableFuture.completedFuture(new SipRoute.Served(-41, SipResponse.of(404)));
        assertEquals("500 command error", desk.of(KAMAILIO));
        desk.uri = "sip:CHAT-MANAGER@example.com";
        assertEquals("500 command error", desk.of(KAMAILIO));
        desk.uri = "sip:bob@example.com";
        assertEquals("onward", desk.of(KAMAILIO));
        desk.method = "REGISTER";
        assertEquals("onward", desk.of(KAMAILIO));
        assertEquals(3, desk.serving);
    }

    @Test
    @DisplayName("it goes on where it was when the server answers, and does nothing twice")
    void later() throws Exception {
        desk.uri = "sip:chat-1@example.com";
        desk.served = new CompletableFuture<>();
        CompletionStage<Decision> decision = desk.route(KAMAILIO);
        assertEquals("waits", Desk.shown(decision.toCompletableFuture().getNow(null)));
        desk.served.complete(new SipRoute.Served(-41, SipResponse.of(404)));
        assertEquals("500 command error", Desk.shown(decision.toCompletableFuture().getNow(null)));
        assertEquals(1, desk.serving);
    }

    @Test
    void spamAndQuietHours() throws Exception {
        desk.whiteboard.variable("imc", "role", (subject, argument) -> "member");
        desk.now = LocalDateTime.parse("2026-11-27T21:14:07").atZone(ZoneId.systemDefault()).toInstant();
        assertEquals("200", desk.of(QUIET));
        desk.now = desk.now.plusSeconds(3600);
        assertEquals("480 Quiet hours", desk.of(QUIET));
        desk.now = desk.now.plusSeconds(2 * 3600);
        assertEquals("200", desk.of(QUIET));
        desk.headers = desk.headers.with("x-spam", "yes");
        assertEquals("403 Not here", desk.of(QUIET));
        assertEquals(2, desk.serving);
    }

    @Test
    @DisplayName("without an answer of its own, what imc_manager() has said is the answer")
    void servedAnswer() throws Exception {
        desk.served = CompletableFuture.completedFuture(new SipRoute.Served(-41, SipResponse.of(404,
                "Room not found")));
        assertEquals("404 Room not found", desk.of("imc_manager(); exit"));
        assertEquals("404 Room not found", desk.of("imc_manager(); imc_manager();"));
        assertEquals("403 -41", desk.of("imc_manager(); if ($rc < 0) send_reply(403, \"$rc\");"));
        assertEquals(3, desk.serving);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '`', value = {
        "exit§dropped", "drop();§dropped", "drop; send_reply(200, \"x\");§dropped", "return§onward", "if (1) ;§onward",
        "send_reply(480, \"a\"); send_reply(481, \"b\");§480 a", "send_reply(302);§302",
        "if (\"\") send_reply(400); else send_reply(401);§401", "if (0 || -1) exit;§onward",
        "if (is_method(\"INVITE|MESSAGE\")) drop;§dropped", "if (not is_method(INVITE)) drop;§dropped",
        "route(A); send_reply(200, \"$rc\"); route[A] { return -7; }§200 -7",
        "route(A); send_reply(200, \"$rc\"); route[A] { if (1) { return (2 > 1); } exit; }§200 1",
        "route(A); route[A] { send_reply(404); exit; }§404",
        "route(A); send_reply(200, \"$rc\"); route[A] { is_method(\"INFO\"); return; }§200 1",
        "route(A); send_reply(200, \"$rc\"); route[A] { is_method(\"INFO\"); }§200 -1",
        "route(A); send_reply(200); route[A] { return 0; }§dropped", "return 0;§dropped",
        "route(A); send_reply(200); route[A] { return 1 - 1; }§dropped",
        "if (has_body(\"TEXT/plain\") and !has_body(\"text/html\")) send_reply(200);§200",
        "request_route { send_reply(200); }§200", "route { send_reply(200); }§200", "route[0] { send_reply(200); }§200",
        "send_reply(99);§500", "send_reply(\"x\");§500", "send_reply(200, \"a\\r\\nX: b\");§500",
        "append_hf(\"X-A\", \"b\\r\\nVia: c\");§500", "append_hf(\"Via\", \"c\");§500",
        "append_hf(\"a b\", \"c\");§500",
        "append_hf(\"accept-language\", \"de\");§500", "append_hf(\"Auto-Submitted\", \"no\");§500",
        "append_hf(\"Content-Disposition: render\");§500",
        "$ru = \"http://x\";§500", "$var(x) = 1 / 0;§500", "xlog(\"L_FOO\", \"x\");§500",
        "route(A); route[A] { route(A); }§500", "route(A); route[A] { route(B); route(B); } route[B] { }§onward",
        "send_reply(486); $var(x) = 1 / 0;§486"})
    void ends(String script, String end) throws Exception {
        assertEquals(end, desk.of(script), script);
    }

    @ParameterizedTest
    @DisplayName("another spelling of the same URI is no way around a rule")
    @CsvSource(delimiter = '§', value = {"sip:%63hat-%6Cunch@Example.COM", "SIP:chat-lunch@example.com.;lr",
        "sip:chat-lunch:secret@EXAMPLE.com:5060", "sips:chat%2dlunch@example.com", "sip:chat-lunch@example.com"})
    void spellings(String spelling) throws Exception {
        desk.uri = spelling;
        desk.headers = SipHeaders.NONE.with("From", "<" + spelling + ">;tag=1").with("To", spelling + ";tag=2");
        assertEquals("486", desk.of("""
                if ($rU == "chat-lunch" && $rd == "example.com" && $ru =~ "^sips?:chat-lunch@example.com"
                    && $fU == "chat-lunch" && $fd == "example.com" && $fu =~ "^sips?:chat-lunch@example.com"
                    && $tU == "chat-lunch" && $td == "example.com" && $tu =~ "^sips?:chat-lunch@example.com")
                    send_reply(486);
                """));
    }

    @Test
    @DisplayName("what nobody can be meant by is read as it stands")
    void noAddress() throws Exception {
        desk.uri = "sip:%zz@example.com";
        assertEquals("200 %zz sip:%zz@example.com", desk.of("send_reply(200, \"$rU $ru\");"));
        desk.uri = "urn:service:sos";
        assertEquals("200 urn:service:sos", desk.of("send_reply(200, \"$ru\");"));
    }

    @Test
    @DisplayName("an identity that is asserted counts only while a filter has found nobody else")
    void asserted() throws Exception {
        desk.headers = desk.headers.with("P-Asserted-Identity", "<sip:boss@example.com>");
        assertEquals("sip:boss@example.com", desk.value("$ai"));
        desk.identity = Optional.of(SipAddress.parse("sip:boss@example.com"));
        assertEquals("sip:boss@example.com", desk.value("$ai"));
        desk.identity = Optional.of(SipAddress.parse("sip:bob@example.com"));
        assertEquals("", desk.value("$ai"));
    }

    @Test
    void anotherRequestUri() throws Exception {
        desk.uri = "sip:lunch@example.com:5070;transport=tcp";
        assertEquals("onward", desk.of("if ($rU == \"lunch\") rewrite($ru = \"sip:chat-lunch@example.com\");"));
        assertEquals("sip:chat-lunch@example.com", desk.uri);
        desk.uri = "sip:lunch@example.com:5070;transport=tcp";
        assertEquals("200 chat-lunch sip:chat-lunch@example.org;transport=tcp",
                desk.of("$rU = \"chat-\" + $rU; $rd = \"example.org\"; send_reply(200, \"$rU $ru\");"));
    }

    @Test
    void furtherHeaders() throws Exception {
        assertEquals("onward", desk.of("append_hf(\"X-A\", \"$rm of $fU costs $$2\"); append_hf(\"X-B: c\\r\\n\");"
                + " append_hf(\"X-A\", \"again\");"));
        assertEquals(Map.of("X-A", "MESSAGE of alice costs $2, again", "X-B", "c"), desk.appended);
    }

    @Test
    @DisplayName("a function that sends the request on gets the headers that were appended before it")
    void headersForFunctions() throws Exception {
        List<Map<String, String>> seen = new ArrayList<>();
        desk.whiteboard.function("send_on", call -> {
            seen.add(call.request().orElseThrow().appended());
            return ScriptFunction.TRUE;
        });
        assertEquals("onward", desk.of("send_on(); append_hf(\"X-A\", \"b\"); send_on();"
                + " append_hf(\"X-C\", \"d\");"));
        assertEquals(List.of(Map.of(), Map.of("X-A", "b")), seen);
    }

    @Test
    @DisplayName("a regular expression that would go on for ever is ended, and answered 500")
    void hopelessExpression() throws Exception {
        Desk real = new Desk();
        real.body = "a".repeat(60) + "!";
        Program program = real.read("if ($rb =~ \"^(a+)+\\1b$\") send_reply(200);");
        CompletionStage<Decision> decision = new Routing(() -> program, () -> Clock.of(10_000),
                new Told(LoggerFactory.getLogger(RouteTest.class))).route(real);
        assertEquals("500", Desk.shown(decision.toCompletableFuture().getNow(null)));
    }

    @ParameterizedTest
    @DisplayName("a line end is a character as any other to a regular expression, as in Kamailio")
    @CsvSource(delimiter = '§', quoteCharacter = '`', value = {"^.*casino.*$§486", "^hi.casino§486", "^casino§onward",
        "hi$§onward", "casino\\z§486"})
    void lineEnds(String expression, String end) throws Exception {
        desk.body = "hi\ncasino";
        assertEquals(end, desk.of("if ($rb =~ \"" + expression + "\") send_reply(486);"));
    }

    @Test
    @DisplayName(".* at the ends of a regular expression costs nothing, however long the text is")
    void anythingAround() throws Exception {
        desk.body = "a".repeat(60_000);
        assertEquals("onward", desk.of("if ($rb =~ \".*b.*\") send_reply(486);"));
        assertEquals("486", desk.of("if ($rb =~ \".*.*A.*\") send_reply(486);"));
    }

    @ParameterizedTest
    @DisplayName("what stands at the ends of a regular expression and is not .* counts")
    @CsvSource(delimiter = '§', quoteCharacter = '`', value = {".*§486", "casino\\.*$§onward", "casino\\.*bonus§onward",
        "bonus\\.*.*§486", "casino\\\\\\\\.*§onward", ".*?bonus§486", ".*+bonus§onward", "\\Qbonus.*§onward",
        "bingo|.*§486", "bingo|.*bonus§486", "bingo\\c.*§onward", "^bonus.*§onward"})
    void endsOfExpressions(String expression, String end) throws Exception {
        desk.body = "casino bonus";
        assertEquals(end, desk.of("if ($rb =~ \"" + expression + "\") send_reply(486);"));
    }

    @Test
    @DisplayName("what depends on the Request-URI alone is asked once for several requests, until others offer it")
    void remembered() throws Exception {
        List<String> asked = new ArrayList<>();
        Runnable gone = desk.whiteboard.services.variable((subject, argument) -> {
            asked.add(subject.requestUri());
            return "yes";
        }, Map.of(PseudoVariable.NAME, "kind", PseudoVariable.OF_URI, true));
        Program program = desk.read("if ($kind == \"yes\" && $rm == \"MESSAGE\") send_reply(486);");
        assertEquals("486", Desk.shown(desk.route(program).toCompletableFuture().getNow(null)));
        assertEquals("486", Desk.shown(desk.route(program).toCompletableFuture().getNow(null)));
        assertEquals(1, asked.size());
        desk.method = "INFO";
        assertEquals("onward", Desk.shown(desk.route(program).toCompletableFuture().getNow(null)));
        desk.method = "MESSAGE";
        desk.uri = "sip:chat-2@example.com";
        assertEquals("486", Desk.shown(desk.route(program).toCompletableFuture().getNow(null)));
        assertEquals(3, asked.size());
        gone.run();
        desk.whiteboard.variable("kind", "", (subject, argument) -> "no");
        assertEquals("onward", Desk.shown(desk.route(program).toCompletableFuture().getNow(null)));
        desk.whiteboard.variable("kind", "", (subject, argument) -> "yes");
        assertEquals("486", Desk.shown(desk.route(program).toCompletableFuture().getNow(null)));
    }

    @Test
    @DisplayName("a text cannot grow without end")
    void growth() throws Exception {
        desk.body = "x".repeat(60_000);
        assertEquals("500", desk.of("$var(a) = $rb + $rb;"));
        assertEquals("500", desk.of("$var(a) = $rb; $var(b) = $rb;"));
        assertEquals("500", desk.of("append_hf(\"X-A\", \"$rb\");"));
    }

    @Test
    @DisplayName("sub-routes that call each other again and again are ended")
    void manySteps() throws Exception {
        StringBuilder script = new StringBuilder("route(R0);");
        for (int i = 0; i < 25; i++) {
            script.append("route[R%d] { route(R%d); route(R%d); }".formatted(i, i + 1, i + 1));
        }
        assertEquals("500", desk.of(script + "route[R25] { }"));
    }

    @Test
    @DisplayName("a function whose bundle has gone: 503, until it is back")
    void functionGone() throws Exception {
        Runnable leave = desk.whiteboard.function("is_weekend", call -> ScriptFunction.TRUE);
        Program program = desk.read("if (is_weekend()) send_reply(486);");
        assertEquals("486", Desk.shown(desk.route(program).toCompletableFuture().getNow(null)));
        leave.run();
        assertEquals("503", Desk.shown(desk.route(program).toCompletableFuture().getNow(null)));
        assertEquals("[line 1, column 5: there is no function is_weekend()]", program.objections().get().toString());
        desk.whiteboard.function("is_weekend", call -> ScriptFunction.FALSE);
        assertEquals("onward", Desk.shown(desk.route(program).toCompletableFuture().getNow(null)));
    }

    @Test
    void aFunctionThatFailsLaterIsAnswered500() throws Exception {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        desk.whiteboard.function("slow", call -> answer);
        CompletionStage<Decision> decision = desk.route("if (slow() > 0) exit;");
        answer.completeExceptionally(new IllegalStateException("on purpose"));
        assertEquals("500", Desk.shown(decision.toCompletableFuture().getNow(null)));
    }

    @Test
    @DisplayName("whatever was said before one waits is not said again")
    void nothingTwice() throws Exception {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        int[] calls = new int[1];
        desk.whiteboard.function("slow", call -> answer);
        desk.whiteboard.function("count", call -> CompletableFuture.completedFuture(++calls[0]));
        CompletionStage<Decision> decision =
                desk.route("if (count() == 1 && slow() == 5 && count() == 2) send_reply(200, \"$rc\");");
        answer.complete(5);
        assertEquals("200 2", Desk.shown(decision.toCompletableFuture().getNow(null)));
    }

    @Test
    void whatZeroReturnsEndsTheRoute() throws Exception {
        desk.whiteboard.function("zero", call -> CompletableFuture.completedFuture(0));
        assertEquals("dropped", desk.of("zero(); send_reply(200);"));
    }

    @Test
    void itTellsItsCost() throws Exception {
        Program program = desk.read("route(A); route(A); route[A] { }");
        desk.route(program);
        assertEquals(1, program.request().orElseThrow().runs().sum());
        assertEquals(2, program.block(Kind.ROUTE, "A").orElseThrow().runs().sum());
    }

    @Test
    void eventsAndTimersAreFoundByKindAndName() throws Exception {
        Program program = desk.read("event_route[imc:joined] { xlog(\"x\"); } timer_route[CLEAN, 60] { }");
        assertEquals("event_route[imc:joined]", program.block(Kind.EVENT, "imc:joined").orElseThrow().title());
        assertEquals(60, program.blocks(Kind.TIMER).get(0).interval());
        assertEquals(Optional.empty(), program.request());
    }
}
