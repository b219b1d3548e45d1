package imc.sip.jain.internal;

import static imc.sip.jain.internal.Network.header;
import static imc.sip.jain.internal.Network.next;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.Flow;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sip.Dialog;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What JAIN-SIP's parser and transactions make of requests and responses that are nearly sound, past our own reader,
 * which would refuse most of them: its thread is not thrown out of anything, and afterwards heap, threads and a
 * subscription are as they were.
 * <p>
 * {@code -Dimc.fuzz.inputs=5000000} tries that many.
 */
class FuzzTest {

    private static final long SEED = 3265;
    private static final int INPUTS = Integer.getInteger("imc.fuzz.inputs", 10_000);
    /** So many for one stack: they take up transactions for half a minute. */
    private static final int ROUND = 2500;
    /** So many before it is asked whether it still follows. */
    private static final int BURST = 100;
    private static final long HEAP = 48L << 20;
    private static final String[] TOKENS = {"\r\n", "\n", "\r", "\r\n ", "\r\n\t", " ", "\t", ",", ";", "\"", "<", ">",
        "(",
        ")", "\\", "%", "%00", "@", ":", "=", "[", "]", "?", "*", "\0", "\u007f", "\u00e4", "\u00ff", "sip:", "sips:",
        "tel:", "z9hG4bK", ";branch=", ";rport", ";received=", ";tag=", ";maddr=", ";lr", ";expires=", "SIP/2.0",
        "SIP/2.0/UDP", "Via: ", "From: ", "To: ", "CSeq: ", "Call-ID: ", "Content-Length: ", "Contact: *\r\n",
        "Route: ",
        "Record-Route: ", "Event: ", "Subscription-State: ", "Allow-Events: ", "Expires: ", "Date: ", "Replaces: ",
        "Authorization: ", "RAck: ", "SUBSCRIBE", "INVITE", "NOTIFY", "BYE", "CANCEL", "ACK", "0", "-1", "4294967296",
        "99999999999999999999", "\r\n\r\n"};

    private final Random random = new Random(SEED);

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static String request(String method, String branch, String call, String to, Flow from, String more) {
        return method + " sip:chat-1@h SIP/2.0\r\nVia: SIP/2.0/" + from.transport().toUpperCase()
                + " 192.0.2.1:5070;rport;branch=z9hG4bK" + branch + "\r\nFrom: \"A \\\" B\" <sip:alice@h;x=y>;tag=1\r\n"
                + "To: " + to + "\r\nCall-ID: " + call + "\r\nCSeq: " + (to.contains("tag=") ? 9 : 7) + ' ' + method
                + "\r\nContact: <sip:alice@192.0.2.1:5070>\r\n" + more + "Content-Length: 0\r\n\r\n";
    }

    private static String response(String notify, String status, String more) {
        return "SIP/2.0 " + status + "\r\nVia: " + header(notify, "Via") + "\r\nFrom: " + header(notify, "From")
                + "\r\nTo: "
                + header(notify, "To") + "\r\nCall-ID: " + header(notify, "Call-ID") + "\r\nCSeq: "
                + header(notify, "CSeq") + "\r\n" + more + "Content-Length: 0\r\n\r\n";
    }

    /** What is sound for a stack with a subscription, of which a NOTIFY waits for its answer. */
    private static List<String> sound(String burst, Flow from, String to, String notify) {
        String room = "<sip:chat-1@h>";
        return List.of(
                request("SUBSCRIBE", "a" + burst, "a" + burst, room, from, "Event: conference;id=1\r\nExpires: 600\r\n"
                        + "Accept: application/conference-info+xml, */*;q=0.1\r\nAllow-Events: a, b.c\r\n"),
                request("SUBSCRIBE", "b" + burst, "call", to, from, "Event: conference\r\nExpires: 0\r\n"),
                request("INVITE", "c" + burst, "c" + burst, room, from, "Max-Forwards: 70\r\nSupported: 100rel, x\r\n"
                        + "Record-Route: <sip:p@192.0.2.1;lr>, <sip:[::1];lr>\r\nReplaces: x;to-tag=1;from-tag=2\r\n"),
                request("INVITE", "d" + burst, "call", to, from, "Session-Expires: 90;refresher=uac\r\nMin-SE: 90\r\n"),
                request("CANCEL", "c" + burst, "c" + burst, room, from, "Reason: SIP;cause=200;text=\"x\"\r\n"),
                request("ACK", "e" + burst, "call", to, from, "Route: <sip:chat-1@h;lr>\r\n"),
                request("BYE", "f" + burst, "call", to, from, "Authorization: Digest username=\"a\", realm=\"b\"\r\n"),
                request("NOTIFY", "g" + burst, "call", to, from, "Event: conference\r\n"
                        + "Date: Thu, 26 Nov 2026 12:00:00 GMT"
                        + "\r\nSubscription-State: active;expires=5\r\n"),
                response(notify, "200 OK", "Contact: <sip:w@192.0.2.1:5070>\r\n"),
                response(notify, "401 Unauthorized",
                        "WWW-Authenticate: Digest realm=\"a\", nonce=\"b\", qop=\"auth\"\r\n"),
                response(notify, "100 Trying", "Timestamp: 1.5\r\nWarning: 399 h \"x\"\r\n"),
                response(notify, "503 No", "Retry-After: 5 (soon);duration=3\r\nServer: a/1 (b)\r\n"));
    }

    private String mutated(List<String> sound) {
        byte[] bytes = sound.get(random.nextInt(sound.size())).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            byte[] token = TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.ISO_8859_1);
            byte[] other = sound.get(random.nextInt(sound.size())).getBytes(StandardCharsets.ISO_8859_1);
            int from = random.nextInt(other.length);
            bytes = switch (random.nextInt(6)) {
                case 0 -> spliced(bytes, at, Math.min(bytes.length, at + random.nextInt(40)), new byte[0]);
                case 1 -> spliced(bytes, at, Math.min(bytes.length, at + 1), new byte[] {(byte) random.nextInt(256)});
                case 2 -> spliced(bytes, at, at, Arrays.copyOfRange(other, from,
                        Math.min(other.length, from + random.nextInt(120))));
                case 3 -> spliced(bytes, at, at, new String(token, StandardCharsets.ISO_8859_1)
                        .repeat(1 + random.nextInt(300)).getBytes(StandardCharsets.ISO_8859_1));
                default -> spliced(bytes, at, Math.min(bytes.length, at + random.nextInt(3)), token);
            };
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
        byte[] whole = Arrays.copyOf(bytes, from + with.length + bytes.length - to);
        System.arraycopy(with, 0, whole, from, with.length);
        System.arraycopy(bytes, to, whole, from + with.length, bytes.length - to);
        return whole;
    }

    @ParameterizedTest
    @DisplayName("mutated requests, those in dialogs, and responses to NOTIFY do no harm")
    @ValueSource(strings = {"udp", "tcp"})
    void mutations(String transport) throws Exception {
        Flow from = transport.equals("udp") ? Network.UDP : Network.TCP;
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            round(from, BURST);
            Set<String> threads = threads();
            long heap = heap();
            for (int left = INPUTS / 2; left > 0; left -= ROUND) {
                round(from, Math.min(left, ROUND));
            }
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (!threads.containsAll(threads())) { // JAIN-SIP's own ends soon, and nobody can wait for it
                assertTrue(System.nanoTime() < deadline, () -> threads() + " after, before " + threads);
                Thread.onSpinWait();
            }
            long more = heap() - heap;
            assertTrue(more < HEAP, () -> more + " bytes more on the heap");
        } finally {
            System.setErr(before);
        }
        assertEquals(List.of(), log.toString(StandardCharsets.UTF_8).lines()
                .filter(line -> line.contains("failed in what it had to do")).toList());
    }

    private void round(Flow from, int inputs) throws Exception {
        try (Network network = new Network()) {
            Application conference = new Application(network, 1);
            network.jain.bindListener(conference, Map.of("service.bundleid", 1L, "service.id", 1L, "sip.method",
                    new String[] {"SUBSCRIBE", "INVITE", "NOTIFY", "BYE"}, "sip.event", new String[] {"conference"}));
            for (int i = 0; i < inputs; i += BURST) {
                List<String> sound = subscribed(network, conference, from, Integer.toString(i));
                for (int j = 0; j < BURST; j++) {
                    network.take(mutated(sound), from, random.nextInt(4) == 0);
                }
            }
            subscribed(network, conference, from, "last");
        }
    }

    /** A subscription is made, and told of: what has come in before has been dealt with. */
    private static List<String> subscribed(Network network, Application conference, Flow from, String burst)
            throws Exception {
        String call = "control" + burst;
        assertTrue(network.receive(request("SUBSCRIBE", call, call, "<sip:chat-1@h>", from,
                "Event: conference\r\n"), from,
                false));
        String answer = next(network.answered);
        while (!header(answer, "Call-ID").equals(call)) {
            answer = next(network.answered);
        }
        assertTrue(answer.startsWith("SIP/2.0 200 "), answer);
        var event = next(conference.requests);
        while (!event.getRequest().getHeader("Call-ID").toString().contains(call)) {
            event = next(conference.requests);
        }
        Dialog dialog = event.getDialog();
        network.sent.clear();
        network.refused.clear();
        conference.responses.clear();
        conference.timeouts.clear();
        conference.ended.clear();
        conference.notify(dialog);
        String notify = next(network.sent);
        while (!header(notify, "Call-ID").equals(call)) {
            notify = next(network.sent);
        }
        return sound(burst, from, header(answer, "To"), notify).stream()
                .map(text -> text.replace("Call-ID: call\r\n", "Call-ID: " + call + "\r\n")).toList();
    }
}
