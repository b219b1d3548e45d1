package imc.transport.sip.internal;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Message;
import imc.api.ReturnCode;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.Flow;
import imc.api.transport.Broadcast;
import imc.transport.sip.wire.SipClient;
import imc.transport.sip.wire.SipRequestText;
import imc.transport.sip.wire.SipText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes past JAIN-SIP cannot be told from what goes through it. */
class FastPathTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");

    /** So that Timer F, 64 times that, is soon enough, and no answer is ever too late for it. */
    private static final int T1_MS = 50;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Server fast;
    private Server reference;

    @BeforeEach
    void start() throws IOException {
        fast = new Server(Server.withTls(Map.of("fast_path", "true", "extra_hdrs", "X-A: b\\r\\n")), T1_MS);
        reference = new Server(Server.withTls(Map.of("fast_path", "false", "extra_hdrs", "X-A: b\\r\\n")), T1_MS);
    }

    @AfterEach
    void stop() {
        fast.close();
        reference.close();
    }

    /** Sends one copy to a client, lets it answer, and gives the copy's text and the outcome. */
    private static String told(Server server, String transport, SipAddress user, String answer) {
        LinkedBlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
        try (SipClient bob = server.client(transport)) {
            String uri = "sip:bob@127.0.0.1:" + bob.port();
            Optional<Flow> flow = Optional.empty();
            if (!transport.equals("udp")) {
                // Then the connection is there.
                bob.ask(SipRequestText.request("OPTIONS", "sip:h"));
                flow = Optional.of(new Flow(transport, "127.0.0.1", bob.port()));
            }
            server.contacts.put(user, List.of(new Contact(uri + ";transport=" + transport, flow)));
            server.transport.send(new Broadcast(ROOM, List.of(user), Content.text("hi"),
                    Map.of("In-Reply-To", "x")), (broadcast, receiver, delivery) -> outcomes.add(delivery.toString()));
            SipText copy = bob.receive();
            bob.send(over(transport, answer)
                    .replace("$BRANCH", copy.header("Via").replaceFirst(".*branch=([^;]*).*", "$1"))
                    .replace("$VIA", copy.header("Via")).replace("$FROM", copy.header("From"))
                    .replace("$ID", copy.header("Call-ID")).replace("|", "\r\n"));
            String outcome = outcomes.poll(10, TimeUnit.SECONDS);
            return copy.text().replaceAll("(branch=|tag=|Call-ID: )[\\w.-]+", "$1").replaceAll("127.0.0.1:\\d+", "")
                    + "\n-> " + outcome;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is written for UDP, for another transport; what names another one names another one still. */
    private static String over(String transport, String text) {
        String name = transport.toUpperCase(Locale.ROOT);
        return text.replace("SIP/2.0/TCP", transport.equals("tcp") ? "SIP/2.0/X" : "SIP/2.0/TCP")
                .replace("2.0/UDP", "2.0/" + name).replace("2.0 / UDP", "2.0 / " + name)
                .replace("SIP/2.0/X", "SIP/2.0/UDP");
    }

    private static final List<String> ANSWERS = List.of(
            "SIP/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
            "SIP/2.0 200 OK|v: $VIA|f: $FROM|t: sip:b@h;tag=1|i: $ID|CSeq: 1 MESSAGE|l: 0||",
            "SIP/2.0 200 OK|To: <sip:b@h>;tag=1|CSeq: 1 MESSAGE|Call-ID: $ID|From: $FROM|Via: $VIA||",
            "SIP/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 2||hi",
            "SIP/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 9||hi",
            "SIP/2.0 200 OK|Via:\t$VIA;received=127.0.0.1|From : $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq:1 MESSAGE||",
            "SIP/2.0 200 OK|Via: SIP / 2.0 / UDP 127.0.0.1:1; branch = $BRANCH|From: $FROM|To: <sip:b@h>|Call-ID: $ID"
                + "|CSeq: 1 MESSAGE||",
            "SIP/2.0 200 OK|Via: SIP/2.0/UDP 127.0.0.1:1;x=y;Branch=$BRANCH|From: $FROM|To: <sip:b@h>|Call-ID: $ID"
                + "|CSeq: 1 MESSAGE||",
            "SIP/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 OPTIONS||",
            "SIP/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID||",
            "SIP/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|CSeq: 1 MESSAGE||",
            "SIP/2.0 200 OK|Via: SIP/2.0/UDP h;branch=z9hG4bKother|From: $FROM|To: <sip:b@h>|Call-ID: $ID"
                + "|CSeq: 1 MESSAGE||",
            "SIP/2.0 200 OK|Via: $VIA|From: $FROM| ;x=y|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1|  MESSAGE||",
            "SIP/2.0 200 OK|Via: $VIA|Via: SIP/2.0/UDP h;branch=z9hG4bKx|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID"
                + "|CSeq: 1 MESSAGE||",
            "SIP/2.0 486 Busy|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
            "SIP/2.0 302 Moved|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Contact: <sip:x@h>"
                + "|Content-Length: 0||",
            "SIP/2.0 100 Trying|Via: $VIA|From: $FROM|To: <sip:b@h>|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
            "SIP/2.0 20 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
            "SIP/2.0 200|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
            "SIP/3.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
        "sip/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
            "SIP/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0|",
        "nonsense");

    @ParameterizedTest
    @DisplayName("whatever a receiver answers, copy and outcome are the same")
    @ValueSource(strings = {"udp", "tcp", "tls"})
    void outcomes(String transport) {
        // All at once, because some are over only when Timer F fires.
        ExecutorService clients = Executors.newCachedThreadPool();
        Map<String, List<CompletableFuture<String>>> told = new LinkedHashMap<>();
        for (String answer : ANSWERS) {
            SipAddress user = SipAddress.of("bob" + told.size(), "example.com");
            told.put(answer, Stream.of(reference, fast).map(server -> CompletableFuture.supplyAsync(
                    () -> told(server, transport, user, answer).replace(user.user(), "bob"), clients)).toList());
        }
        assertAll(told.entrySet().stream().map(entry -> () ->
                assertEquals(entry.getValue().get(0).get(), entry.getValue().get(1).get(), entry.getKey())));
        clients.shutdown();
    }

    @Test
    @DisplayName("after a provisional response a copy is sent again every T2 only, and its final one counts")
    void provisional() throws Exception {
        LinkedBlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
        try (SipClient bob = fast.client("udp")) {
            fast.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:" + bob.port(), Optional.empty())));
            fast.transport.send(new Broadcast(ROOM, List.of(BOB), Content.text("hi"), Map.of()),
                    (broadcast, receiver, delivery) -> outcomes.add(delivery.toString()));
            SipText copy = bob.receive();
            bob.answer(copy, 100);
            assertEquals(copy.text(), bob.receive().text());
            bob.answer(bob.receive(), 200);
            assertTrue(outcomes.poll(10, TimeUnit.SECONDS).contains("DELIVERED"));
        }
    }

    /** What a client hears on a request, sent twice, and what the conference server gets of it. */
    private static String heard(Server server, String transport, String request) {
        StringBuilder heard = new StringBuilder();
        long before = server.figure("sip_messages_received");
        try (SipClient alice = server.client(transport)) {
            // A port may come back, and then the branch with it would be that of a retransmission.
            String once = "q" + NUMBER.incrementAndGet() + "q";
            String text = over(transport, request.replace("$VIA", "SIP/2.0/UDP 127.0.0.1:$PORT;branch=z9hG4bK$PORT;rport"))
                    .replaceAll("(branch=[\\w.-]*\\$PORT)", "$1" + once)
                    .replace("$PORT", Integer.toString(alice.port())).replace("|", "\r\n");
            String[] line = text.split(" ", 3);
            String uri = line.length < 3 || line[1].isEmpty() ? "sip:h" : line[1];
            // A retransmission, which there is none of over a stream.
            for (int times = transport.equals("udp") ? 2 : 1; times > 0; times--) {
                alice.send(text);
                // For one Request-URI in order: when this is answered, the request has been, too, if it ever is.
                SipRequestText end = SipRequestText.request("OPTIONS", uri).callId("the-end");
                alice.send(end);
                for (SipText answer; !"the-end".equals((answer = next(alice)).header("Call-ID"));) {
                    heard.append(answer.text().replaceAll("(To: .*;tag=)(?!to1\\b)[\\w.]+", "$1")).append('\n');
                }
            }
            for (Message message; (message = server.messages.poll()) != null;) {
                heard.append(message.sender()).append(' ').append(message.requestUri()).append(' ')
                        .append(message.to()).append(' ').append(message.callId()).append(' ')
                        .append(message.content().type()).append(' ').append(message.content().asText()).append(' ')
                        .append(new TreeMap<>(message.headers())).append(message.isToManager()).append('\n');
            }
            heard.append(server.figure("sip_messages_received") - before);
            return heard.toString().replace(Integer.toString(alice.port()), "$PORT").replace(once, "");
        }
    }

    /** Whether Content-Length is there and right: without it, a stream means nothing. */
    private static boolean isWhole(String request) {
        int body = request.indexOf("||");
        return body > 0 && request.contains("ength: " + (request.length() - body - 2) + "||");
    }

    private static SipText next(SipClient alice) {
        try {
            return alice.receive();
        } catch (UncheckedIOException e) {
            return new SipText("closed\r\nCall-ID: the-end\r\n\r\n");
        }
    }

    private static final String TAIL = "CSeq: 1 MESSAGE|Content-Type: text/plain|Content-Length: 2||hi";
    private static final String HEAD = "MESSAGE sip:chat-1@127.0.0.1 SIP/2.0|Via: $VIA|Max-Forwards: 70|";
    private static final String FROM = "From: <sip:alice@127.0.0.1>;tag=a|";
    private static final String TO = "To: <sip:chat-1@127.0.0.1>|";
    private static final String ID = "Call-ID: c1|";

    private static List<String> requests() {
        return List.of(
                // as real clients write them
                HEAD + FROM + TO + ID + TAIL,
                HEAD + FROM + "To: sip:chat-1@127.0.0.1|" + ID + "Date: Sat, 13 Nov 2010 23:29:00 GMT|Supported: "
                        + "replaces, outbound, gruu|" + TAIL,
                HEAD + FROM + TO + ID + "Route: <sip:127.0.0.1:5060;lr>|" + TAIL,
                HEAD + "From: \"Alice B.\" <sip:alice@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: Alice <sip:alice@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: sip:alice@127.0.0.1;tag=a|" + TO + ID + TAIL,
                HEAD + "From: \"Al, \\\"ice\" <sip:alice@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@127.0.0.1>|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@127.0.0.1:5070;transport=udp>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: <tel:+12345>;tag=a|" + TO + ID + TAIL,
                HEAD + FROM + "To: \"Room\" <sip:chat-1@127.0.0.1:5060>;tag=to1|Call-ID: c-1@127.0.0.1|" + TAIL,
                "MESSAGE sip:chat-1@127.0.0.1 SIP/2.0|CSeq: 007 MESSAGE|Call-ID: x|" + TO + FROM
                        + "Content-Length: 2|Via: $VIA||hi",
                HEAD.replace("Via: $VIA", "Via: SIP/2.0/UDP 127.0.0.1:$PORT;rport;branch=z9hG4bK.H-mr0wSbd$PORT")
                        + FROM + TO + ID + TAIL,
                HEAD.replace("127.0.0.1:$PORT", "x") .replace("$VIA",
                        "SIP/2.0/UDP phone.invalid;branch=z9hG4bKx$PORT;rport") + FROM + TO + ID + TAIL,
                HEAD.replace("$VIA", "SIP/2.0/UDP 127.0.0.1:$PORT;branch=z9hG4bKn$PORT") + FROM + TO + ID + TAIL,
                HEAD.replace("$VIA", "SIP/2.0/UDP 10.1.2.3:$PORT;branch=z9hG4bKo$PORT") + FROM + TO + ID + TAIL,
                HEAD.replace("Via:", "v :") + "f: <sip:alice@h>;tag=1|t: <sip:chat-1@h>|i: 1|k: a,b , c|CSeq: 1 MESSAGE"
                        + "|c: text/plain|l: 2||hi",
                HEAD + "From: \"Alice\"|\t <sip:alice@127.0.0.1>;tag=a|" + TO + "Call-ID:|  c1|Supported: a,|  b|"
                        + TAIL,
                HEAD + "From: \" Alice: B, <x> \"<sip:alice@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: \"\u00c3\u00a4\u00c3\u00b6\" <sip:alice@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: \"\" <sip:alice@127.0.0.1>;tag=a|To: Room One  <sip:chat-1@127.0.0.1>|" + ID + TAIL,
                HEAD + FROM + TO + ID + "Expires: 60|Date: now|Auto-Submitted: no|In-Reply-To: a@b, c|" + TAIL,
                HEAD + FROM + TO + ID + "Expires:|Supported:|In-Reply-To: ,|" + TAIL.replace(": text/plain", ":"),
                HEAD + FROM + TO + ID + "CSeq: 1 MESSAGE||without a length",
                // odd
                HEAD + "From: \"\u00e4\" <sip:alice@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: \"a\tb\" <sip:alice@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: a.b:c <sip:alice@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: < sip:alice@127.0.0.1 >;tag=a|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@127.0.0.1> ;tag=a|" + TO + ID + TAIL,
                HEAD + FROM + TO + ID + "Supported: \"a,b\", <c,d>|" + TAIL,
                HEAD + FROM + TO + ID + "Supported: a|Supported: b|Expires: 1|Expires: 2|" + TAIL,
                HEAD + FROM + TO + ID + "P-Asserted-Identity: <sip:eve@h>|" + TAIL,
                HEAD.replace("|Via", "| folded: at once|Via") + FROM + TO + ID + TAIL,
                "MESSAGE sip:chat-1@127.0.0.1 SIP/2.0\nVia: $VIA\n" + FROM + TO + ID + "CSeq: 1 MESSAGE\n\nhi",
                HEAD + "From: <sip:" + "x".repeat(130) + "@127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD.replace("$VIA", "SIP/2.0/UDP 127.0.0.1:$PORT;branch=z9hG4bKp$PORT;alias;rport") + FROM + TO + ID
                        + TAIL,
                HEAD.replace("$VIA", "SIP/2.0/UDP 127.0.0.1:$PORT;branch=old$PORT;rport") + FROM + TO + ID + TAIL,
                HEAD.replace("$VIA", "$VIA, SIP/2.0/TCP far.example.com;branch=z9hG4bKy") + FROM + TO + ID + TAIL,
                HEAD.replace("Via:", "v:") + "f: <sip:alice@h>;tag=1|t: <sip:chat-1@h>|i: 1|CSeq: 1 MESSAGE|l: 2||hi",
                HEAD + FROM + TO + ID + "Subject: a| b|" + TAIL,
                HEAD + FROM + TO + ID + "Require: foo|" + TAIL,
                HEAD + FROM + TO + ID + "Content-Encoding: gzip|" + TAIL,
                HEAD.replace("sip:chat-1@127.0.0.1 ", "sip:bob@127.0.0.1 ") + FROM + TO + ID + TAIL,
                HEAD.replace("sip:chat-1@127.0.0.1 ", "sip:chat-1@127.0.0.1:5060;transport=udp ") + FROM + TO + ID
                        + TAIL,
                HEAD.replace("sip:chat-1@127.0.0.1 ", "sip:chat-manager@127.0.0.1 ") + FROM + TO + ID + TAIL,
                HEAD.replace("sip:chat-1@127.0.0.1 ", "sip:chat-%41@127.0.0.1 ") + FROM + TO + ID + TAIL,
                HEAD.replace("sip:chat-1@127.0.0.1 ", "http://127.0.0.1/ ") + FROM + TO + ID + TAIL,
                HEAD + FROM + TO + ID + "Date: Sat,|  13 \t|\tNov|" + TAIL,
                HEAD + FROM + TO + ID + "Date: Sat,| |\tNov|" + TAIL,
                HEAD + FROM + TO + ID + "Date\u00e2\u0080\u0083: 1|\u00e2\u0080\u0083Expires: 2|" + TAIL,
                HEAD + FROM + TO + ID + "Date: Sat\u00e2\u0080\u0083|Expires: \u00e2\u0080\u00831|" + TAIL,
                HEAD + FROM + TO + ID + "Date: Sat|  \u00e2\u0080\u0083Nov\u00e2\u0080\u0083|" + TAIL,
                HEAD + FROM + TO + ID + "Date\u001f: 1|Expires\u0001: 2|" + TAIL,
                // hostile
                HEAD.replace("Via:", "Via\u0001:") + FROM + TO + ID + TAIL,
                HEAD + FROM + FROM + TO + ID + TAIL,
                HEAD + TO + ID + TAIL,
                HEAD + FROM + TO + TAIL,
                HEAD + FROM + TO + ID + TAIL.replace("1 MESSAGE", "1 OPTIONS"),
                HEAD + FROM + TO + ID + TAIL.replace("1 MESSAGE", "99999999999 MESSAGE"),
                HEAD + FROM + TO + ID + TAIL.replace("Length: 2", "Length: 3"),
                HEAD + FROM + TO + ID + TAIL.replace("Length: 2", "Length: 1"),
                HEAD + FROM + TO + ID + TAIL.replace("Length: 2", "Length: -2"),
                HEAD + FROM + TO + ID + TAIL.replace("Length: 2", "Length: 2|l: 2"),
                HEAD + FROM + TO + ID + TAIL.replace("Length: 2", "Length: 2|l: 1"),
                HEAD + FROM + TO + ID + TAIL.replace("Length: 2", "Length:"),
                HEAD + FROM + TO + "Call-ID: a\u0001b|" + TAIL,
                HEAD + FROM + TO + "Call-ID: a b|" + TAIL,
                HEAD + FROM + TO + "Call-ID: |" + TAIL,
                HEAD + "From: >sip:alice@127.0.0.1<;tag=a|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@127.0.0.1;tag=a|" + TO + ID + TAIL,
                HEAD + "From: <sip:127.0.0.1>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@-h.>;tag=a|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@h>;tag=a;tag=b|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@h>;tag=|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@h>;tag=\"a b\"|" + TO + ID + TAIL,
                HEAD + "From: <sip:alice@h>;tag|" + TO + ID + TAIL,
                HEAD + FROM + "To: <sip:chat-1@127.0.0.1>;tag=|" + ID + TAIL,
                HEAD.replace("$VIA", "SIP/2.0/TCP 127.0.0.1:$PORT;branch=z9hG4bKq$PORT;rport") + FROM + TO + ID + TAIL,
                HEAD.replace("$VIA", "SIP/2.0/UDP 127.0.0.1:99999;branch=z9hG4bKr$PORT;rport") + FROM + TO + ID + TAIL,
                HEAD.replace("$VIA", "SIP/2.0/UDP 127.0.0.1:$PORT;branch=z9hG4bKs(;rport") + FROM + TO + ID + TAIL,
                HEAD.replace(" SIP/2.0|V", " SIP/3.0|V") + FROM + TO + ID + TAIL,
                HEAD.replace(" SIP/2.0|V", "  SIP/2.0|V") + FROM + TO + ID + TAIL,
                HEAD.replace("MESSAGE", "message") + FROM + TO + ID + TAIL,
                HEAD + FROM + TO + ID + "Max-Forwards: x|no colon|" + TAIL,
                "MESSAGE |", "MESSAGE sip:chat-1@127.0.0.1 SIP/2.0||", "MESSAGE  SIP/2.0|Via: $VIA||");
    }

    @ParameterizedTest
    @DisplayName("whatever a client sends, answers and the message handed on are the same")
    @ValueSource(strings = {"udp", "tcp", "tls"})
    void requests(String transport) {
        assertAll(requests().stream().filter(request -> transport.equals("udp") || isWhole(request)).map(request -> () ->
                assertEquals(heard(reference, transport, request), heard(fast, transport, request))));
    }

    private static final String REST = FROM + TO + ID + TAIL;
    private static final String PROXY = "Via: SIP/2.0/UDP 127.0.0.1:$PORT;branch=z9hG4bK994a.bd7507c967e91e71.$PORT.0";
    private static final String CLIENT = "Via: SIP/2.0/UDP 10.0.0.9:25071;received=127.0.0.1;branch=z9hG4bKu;rport=25071";

    /** What arrives through proxies: the lines below the request line. */
    private static List<String> proxied() {
        return List.of(
                // as Kamailio and OpenSIPS write them
                PROXY + '|' + CLIENT + '|' + REST,
                PROXY + ";i=1|" + CLIENT + ";alias|" + REST,
                PROXY + ";i=a3f1;rport|Via: SIP/2.0/TCP 10.0.0.9:5071;rport=5071;received=127.0.0.1;branch=z9hG4bKv|" + REST,
                "Record-Route: <sip:127.0.0.1:5060;lr;ftag=a>|Record-Route: <sip:10.0.0.1;transport=tcp;lr>|" + PROXY + '|'
                        + CLIENT + "|Max-Forwards: 69|P-Asserted-Identity: \"Alice\" <sip:alice@h>|" + REST,
                PROXY + '|' + CLIENT + "|P-Asserted-Identity: <sip:alice@h>|P-Asserted-Identity: <tel:+12345>|" + REST,
                PROXY + ";alias|" + CLIENT + '|' + REST,
                PROXY + ";rport;alias|Via: SIP/2.0/TLS edge.example.com;branch=z9hG4bKe|" + CLIENT + '|' + REST,
                // as others do
                PROXY + ',' + CLIENT.substring(5) + '|' + REST,
                PROXY + ", " + CLIENT.substring(5) + " , SIP/2.0/SCTP a_b.Example.COM:99|" + REST,
                PROXY + ", " + CLIENT.substring(5) + '|' + CLIENT + ", " + CLIENT.substring(5) + '|' + REST,
                PROXY.replace("Via:", "v:") + "|v : " + CLIENT.substring(5) + "|VIA:" + CLIENT.substring(5) + '|' + REST,
                FROM + PROXY + '|' + TO + CLIENT + '|' + ID + CLIENT + '|' + TAIL,
                PROXY + ";rport;keep;oc;oc-algo=\"loss,A;b\"|Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bK5;a=\"\"|"
                        + REST,
                PROXY.replace("127.0.0.1", "[2001:db8::1]") + "|Via: SIP/2.0/UDP [::1];received=::1;branch=z9hG4bK6|" + REST,
                PROXY.replace("127.0.0.1", "[2001:DB8::1]") + ";rport|Via: SIP/2.0/UDP [::1]:9;received=[::1]|" + REST,
                PROXY.replace("127.0.0.1", "Proxy_1.Example.COM") + ";a=1;ab=2;b=1|Via: SIP/2.0/TLS-SCTP x|" + REST,
                PROXY.replace("994a.", "%!*+`'~-_") + '|' + CLIENT.replace("Ku", "Ku%!*+`'~-_") + '|' + REST,
                PROXY + '|' + (CLIENT + '|').repeat(70) + REST,
                PROXY + (',' + CLIENT.substring(5)).repeat(70) + '|' + REST,
                // odd
                PROXY + ",," + CLIENT.substring(5) + '|' + REST,
                PROXY + ",|" + CLIENT + '|' + REST,
                "Via: ," + PROXY.substring(5) + '|' + CLIENT + '|' + REST,
                "Via:|" + PROXY + "|Via: |" + CLIENT + '|' + REST,
                PROXY + ",|  " + CLIENT.substring(5) + '|' + REST,
                PROXY + "| ;i=1|" + CLIENT + "|\t;x|" + REST,
                PROXY + "|Via:|  " + CLIENT.substring(5) + '|' + REST,
                PROXY + "|Via: SIP / 2.0 / UDP  10.0.0.9 : 25071 ; branch = z9hG4bKu ; rport = 25071|" + REST,
                PROXY.replace("SIP/2.0/UDP ", "SIP / 2.0/UDP  ").replace(";", " ; ") + " ; i = 1|" + CLIENT + '|' + REST,
                PROXY.replace("SIP/2.0/UDP ", "sip/2.0/udp ") + '|' + CLIENT.replace("SIP/2.0/UDP ", "sip/2.0/udp ") + '|'
                        + REST,
                PROXY + ";X=\"a\\\"b\"|" + CLIENT + ";y=\"\\\\\"|" + REST,
                PROXY + ";x=\"a, b\", " + CLIENT.substring(5) + ";x=\"SIP/2.0/UDP h,<\",SIP/2.0/UDP <h>|" + REST,
                PROXY + ";x=\"a|" + CLIENT + "\"|" + REST,
                PROXY + ";x=\"\u00c3\u00a4\"|" + CLIENT + ";x=\u00e4|" + REST,
                PROXY + ";i=1;i=2|" + CLIENT + ";rport=1|" + REST,
                PROXY + ";a=1;b=2;a|" + CLIENT + ";branch=z9hG4bKw|" + REST,
                PROXY + ";Alias;I=1|" + CLIENT.replace("rport", "RPort") + '|' + REST,
                PROXY + ";alias=1|" + CLIENT + ";alias=2|" + REST,
                PROXY + ";i=|" + CLIENT + ";x=|" + REST,
                PROXY + ";;i=1|" + CLIENT + ";|" + REST,
                PROXY + ";i=1=2|" + CLIENT + '|' + REST,
                PROXY + ";received=10.1.1.1|" + CLIENT + '|' + REST,
                PROXY + ";rport=99|" + CLIENT + '|' + REST,
                PROXY + ";rport;rport|" + CLIENT + '|' + REST,
                PROXY + ";maddr=127.0.0.1;rport|" + CLIENT + ";maddr=224.0.0.1;ttl=16|" + REST,
                PROXY + ";a;b;c;d;e;f;g;h;i;j;k|" + CLIENT + ";a;b;c;d;e;f;g;h;i;j;k|" + REST,
                PROXY + ";x=" + "y".repeat(2000) + '|' + CLIENT + ";x=" + "y".repeat(2000) + '|' + REST,
                PROXY + '|' + CLIENT.replace("25071", "025071") + '|' + REST,
                PROXY + '|' + CLIENT.replace("rport=25071", "rport") + '|' + REST,
                PROXY + '|' + CLIENT.replace(";branch=z9hG4bKu", ";branch=0") + "|Via: SIP/2.0/UDP h|" + REST,
                PROXY.replace("z9hG4bK", "Z9HG4BK") + '|' + CLIENT + '|' + REST,
                // hostile
                PROXY + "|Via: SIP/2.0/UDP|" + REST,
                PROXY + "|Via: SIP/2.0 UDP h;branch=z9hG4bKx|" + REST,
                PROXY + "|Via: SIP/3.0/UDP h;branch=z9hG4bKx|" + REST,
                PROXY + "|Via: HTTP/1.1/UDP h;branch=z9hG4bKx|" + REST,
                PROXY + '|' + CLIENT.replace("rport=25071", "rport=x") + '|' + REST,
                PROXY + '|' + CLIENT.replace("rport=25071", "rport=99999999999") + '|' + REST,
                PROXY + '|' + CLIENT.replace("branch=z9hG4bKu", "branch") + '|' + REST,
                PROXY + '|' + CLIENT.replace("branch=z9hG4bKu", "branch=") + '|' + REST,
                PROXY + '|' + CLIENT.replace(":25071", ":99999") + '|' + REST,
                PROXY + '|' + CLIENT.replace(":25071", ":") + '|' + REST,
                PROXY + '|' + CLIENT.replace("10.0.0.9", "") + '|' + REST,
                PROXY + '|' + CLIENT.replace("10.0.0.9", "[::1") + '|' + REST,
                PROXY + '|' + CLIENT.replace("10.0.0.9", "[g]") + '|' + REST,
                PROXY + '|' + CLIENT.replace("10.0.0.9", "::1") + '|' + REST,
                PROXY + '|' + CLIENT + " (over there)|" + REST,
                PROXY + '|' + CLIENT + ";x=\"(\"|" + REST,
                PROXY + '|' + CLIENT + "\u0001|" + REST,
                PROXY.replace("branch=", "x=") + '|' + CLIENT + '|' + REST,
                PROXY.replace("z9hG4bK", "") + '|' + CLIENT + '|' + REST,
                "Via: SIP/2.0/TCP 127.0.0.1:$PORT;branch=z9hG4bK$PORT|" + CLIENT + '|' + REST,
                "Via: SIP/3.0/UDP 127.0.0.1:$PORT;branch=z9hG4bK$PORT|" + CLIENT + '|' + REST,
                "Via: nonsense|" + PROXY + '|' + CLIENT + '|' + REST);
    }

    @ParameterizedTest
    @DisplayName("whatever arrives through a proxy, answers and the message handed on are the same")
    @ValueSource(strings = {"udp", "tcp", "tls"})
    void proxied(String transport) {
        assertAll(proxied().stream().map(lines -> "MESSAGE sip:chat-1@127.0.0.1 SIP/2.0|" + lines).map(request -> () ->
                assertEquals(heard(reference, transport, request), heard(fast, transport, request))));
    }

    @ParameterizedTest
    @DisplayName("whatever a trusted proxy asserts, answers and the sender are the same")
    @ValueSource(strings = {"<sip:carol@h>", "\"Carol\" <sip:carol@h>, <tel:+1>", "sip:carol@h, <sip:dan@h>",
        "\"a, <b>\" <sip:carol@h> , x", "<sip:carol@h>|P-Asserted-Identity: <tel:+1>", ", <sip:carol@h>",
        "|P-Asserted-Identity: <sip:carol@h>", "\"a\\\", <sip:carol@h>\" <sip:dan@h>", "<tel:+1>, <sip:carol@h>",
        "<sip:carol@h", "<sip:carol@h;x=\",\">, <sip:dan@h>", "a <sip:carol@h,>, b", "\"a, <sip:carol@h>", ","})
    void asserted(String identity) throws IOException {
        try (Server trusting = new Server(Map.of("identity", "pai"), T1_MS);
                Server slow = new Server(Map.of("identity", "pai", "fast_path", "false"), T1_MS)) {
            String request = HEAD + "P-Asserted-Identity: " + identity + '|' + REST;
            assertEquals(heard(slow, "udp", request), heard(trusting, "udp", request));
        }
    }

    @ParameterizedTest
    @DisplayName("however a message is refused, the answer is the same, and the same again")
    @CsvSource({"200, udp", "404, udp", "500, udp", "503, udp", "404, tcp", "503, tls"})
    void refusals(int status, String transport) {
        Answer answer = switch (status) {
            case 404 -> Answer.of(ReturnCode.JOIN_NO_ROOM, "Room \"a\\b\"\r\n not found");
            case 500 -> Answer.of(ReturnCode.STORE_FAILED).withStatus(500, "command error");
            case 503 -> Answer.unavailable("Draining", 7);
            default -> Answer.OK;
        };
        fast.handling = m -> CompletableFuture.completedFuture(answer);
        reference.handling = fast.handling;
        String request = HEAD + FROM + TO + ID + TAIL;
        assertEquals(heard(reference, transport, request), heard(fast, transport, request));
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "tls"})
    @DisplayName("a usual message is cancelled as any other")
    void cancel(String transport) {
        for (Server server : List.of(reference, fast)) {
            CompletableFuture<Answer> stored = new CompletableFuture<>();
            server.handling = m -> stored;
            try (SipClient alice = server.client(transport)) {
                String via = over(transport, "SIP/2.0/UDP 127.0.0.1:" + alice.port() + ";branch=z9hG4bKcancel"
                        + alice.port() + ";rport");
                alice.send(SipRequestText.message("sip:chat-1@h", "hi").via(via));
                assertEquals(200, alice.ask(SipRequestText.request("CANCEL", "sip:chat-1@h").via(via)).status());
                stored.complete(Answer.OK);
                assertEquals(200, alice.receive().status());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "tls"})
    @DisplayName("a proxy cancels what it has sent on by its own Via")
    void cancelledByAProxy(String transport) {
        for (Server server : List.of(reference, fast)) {
            CompletableFuture<Answer> stored = new CompletableFuture<>();
            server.handling = m -> stored;
            try (SipClient proxy = server.client(transport)) {
                String via = over(transport, "SIP/2.0/UDP [2001:db8::1]:5060;branch=z9hG4bKproxy" + proxy.port()
                        + ";i=1;rport");
                proxy.send(SipRequestText.message("sip:chat-1@h", "hi").via(via + ", SIP/2.0/UDP h;branch=z9hG4bKx"));
                assertEquals(200, proxy.ask(SipRequestText.request("CANCEL", "sip:chat-1@h").via(via)).status());
                stored.complete(Answer.OK);
                assertEquals(200, proxy.receive().status());
            }
        }
    }

    @Test
    @DisplayName("who turns it on or off between a request and its retransmission does not have it done twice")
    void toggled() {
        try (SipClient alice = fast.client("udp")) {
            for (boolean on : new boolean[] {false, true}) {
                SipRequestText request = SipRequestText.message("sip:chat-1@h", "once");
                SipText first = alice.ask(request);
                fast.transport.modified(Map.of("listen", Server.FREE_PORTS, "fast_path", on));
                assertEquals(first.text(), alice.ask(request).text());
                assertEquals(200, first.status());
                assertEquals("once", fast.messages.remove().content().asText());
                assertTrue(fast.messages.isEmpty());
            }
        }
    }
}
