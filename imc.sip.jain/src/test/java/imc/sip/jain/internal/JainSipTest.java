package imc.sip.jain.internal;

import static imc.sip.jain.internal.Network.header;
import static imc.sip.jain.internal.Network.next;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.Flow;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TooManyListenersException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.RequestEvent;
import javax.sip.TransactionUnavailableException;
import javax.sip.header.HeaderAddress;
import javax.sip.message.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JainSipTest {

    private Network network;
    private Application conference;

    @BeforeEach
    void start() throws Exception {
        network = new Network();
        conference = application(1, "SUBSCRIBE", "conference");
    }

    @AfterEach
    void stop() {
        network.close();
    }

    private Application application(long bundle, String method, String event) {
        Application made = new Application(network, bundle);
        network.jain.bindListener(made, Map.of("service.bundleid", bundle, "service.id", bundle, "sip.method",
                method.split(" "), "sip.event", event.isEmpty() ? new String[0] : new String[] {event}));
        return made;
    }

    private static String request(String method, String branch, Flow from, String more) {
        return method + " sip:chat-1@h SIP/2.0\r\nVia: SIP/2.0/" + from.transport().toUpperCase()
                + " 192.0.2.1:5070;rport;branch=z9hG4bK" + branch + "\r\nFrom: <sip:alice@h>;tag=1\r\n"
                + "To: <sip:chat-1@h>\r\nCall-ID: call\r\nCSeq: 7 " + method
                + "\r\nContact: <sip:alice@192.0.2.1:5070>\r\n" + more + "Content-Length: 0\r\n\r\n";
    }

    private static String subscribe(String branch, Flow from) {
        return request("SUBSCRIBE", branch, from, "Event: conference\r\n");
    }

    private Dialog subscribed(Flow from) throws InterruptedException {
        assertTrue(network.receive(subscribe("a", from), from, false));
        assertTrue(next(network.answered).startsWith("SIP/2.0 200 "));
        return next(conference.requests).getDialog();
    }

    @Test
    @DisplayName("a request reaches the application in a dialog, and what it answers goes back with our address")
    void subscribes() throws Exception {
        network.listening = "0.0.0.0";
        assertTrue(network.receive(subscribe("a", Network.UDP), Network.UDP, false));
        RequestEvent event = next(conference.requests);
        String answer = next(network.answered);
        assertEquals("<sip:chat-1@h>;tag=ours", header(answer, "To"));
        assertEquals("<sip:room@192.0.2.99:5060;transport=udp>", header(answer, "Contact"));
        assertTrue(header(answer, "Via").contains("received=192.0.2.1") && header(answer, "Via").contains("rport=5070"),
                answer);
        assertEquals(DialogState.CONFIRMED, event.getDialog().getState());
        assertSame(conference.provider, event.getSource());
        assertTrue(network.receive(subscribe("a", Network.UDP), Network.UDP, true), "a retransmission");
        assertEquals(answer, next(network.answered));
        assertNull(conference.requests.poll());
    }

    @Test
    @DisplayName("a request in the dialog goes where the Contact says, and its answer is reported")
    void notifies() throws Exception {
        Dialog dialog = subscribed(Network.UDP);
        conference.notify(dialog);
        String notify = next(network.sent);
        assertTrue(notify.startsWith("NOTIFY sip:alice@192.0.2.1:5070 SIP/2.0\r\n"), notify);
        assertTrue(header(notify, "Via").startsWith("SIP/2.0/UDP 192.0.2.99:5060;branch=z9hG4bK"), notify);
        assertEquals(notify, next(network.sent), "unanswered, it is sent again");
        assertTrue(network.answer(notify, 200, ""));
        assertEquals(200, next(conference.responses).getResponse().getStatusCode());
        assertFalse(network.answer(notify.replace("z9hG4bK", "z9hG4bKx"), 200, ""), "no branch of ours");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Contact: <sip:alice@192.0.2.66:5070;transport=tcp>",
        "Record-Route: <sip:192.0.2.66:5070;transport=tcp;lr>\r\nContact: <sip:alice@192.0.2.1:5070>"})
    @DisplayName("whatever Contact and Record-Route name, a request in the dialog goes to whoever has begun it")
    void elsewhere(String named) throws Exception {
        String subscribe = subscribe("a", Network.UDP).replace("Contact: <sip:alice@192.0.2.1:5070>", named);
        assertTrue(network.receive(subscribe, Network.UDP, false));
        next(network.answered);
        Dialog dialog = next(conference.requests).getDialog();
        conference.notify(dialog);
        assertTrue(next(network.sent).startsWith("NOTIFY "));
        assertEquals(Network.UDP, next(network.hops).to());
        Flow moved = new Flow("udp", "192.0.2.2", 5072);
        String again = subscribe.replace("bKa", "bKb").replace("CSeq: 7", "CSeq: 8")
                .replace("To: <sip:chat-1@h>", "To: <sip:chat-1@h>;tag=ours");
        assertTrue(network.receive(again, moved, false));
        assertSame(dialog, next(conference.requests).getDialog());
        network.hops.clear();
        conference.notify(dialog);
        assertEquals(moved, next(network.hops).to(), "who has moved is where his last request came from");
    }

    @Test
    @DisplayName("in a dialog that is over, nothing goes anywhere")
    void over() throws Exception {
        Dialog dialog = subscribed(Network.UDP);
        Request notify = dialog.createRequest(Request.NOTIFY);
        dialog.delete();
        assertNotNull(next(conference.ended));
        assertThrows(TransactionUnavailableException.class, () -> conference.provider.getNewClientTransaction(notify));
        assertNull(network.sent.poll());
    }

    @Test
    @DisplayName("over a connection it goes over that, as long as it is open, and it is told of its end")
    void connection() throws Exception {
        Dialog dialog = subscribed(Network.TCP);
        conference.notify(dialog);
        next(network.sent);
        assertEquals(Network.TCP, next(network.hops).to());
        network.service(imc.api.sip.FlowListener.class, 1).ended(Network.TCP);
        assertNotNull(next(conference.timeouts).getClientTransaction());
        network.connected = false;
        conference.notify(dialog);
        next(network.sent);
        assertEquals("udp:192.0.2.1:5070", next(network.hops).to().toString());
    }

    @Test
    @DisplayName("a name is looked up while nobody waits, and where nobody is found the application is told")
    void name() throws Exception {
        Dialog dialog = subscribed(Network.UDP);
        network.search = new CompletableFuture<>();
        conference.notify(dialog);
        assertNull(network.sent.poll());
        network.search.complete(List.of(Network.hop(new Flow("tcp", "192.0.2.7", 5080))));
        assertTrue(header(next(network.sent), "Via").startsWith("SIP/2.0/TCP "));
        assertNull(network.sent.poll(1500, TimeUnit.MILLISECONDS), "over a stream nothing is sent again");
        network.search = new CompletableFuture<>();
        conference.notify(dialog);
        network.search.completeExceptionally(new IOException("nobody"));
        assertNotNull(next(conference.timeouts).getClientTransaction());
    }

    @Test
    @DisplayName("several applications get what is theirs; what is nobody's event is 489")
    void several() throws Exception {
        Application presence = application(2, "SUBSCRIBE MESSAGE", "presence");
        assertArrayEquals(new String[] {"MESSAGE", "SUBSCRIBE"}, (String[]) network.asked.get());
        network.receive(request("SUBSCRIBE", "b", Network.UDP, "Event: presence\r\n").replace(": call", ": other"),
                Network.UDP, false);
        Dialog dialog = next(presence.requests).getDialog();
        next(network.answered);
        presence.notify(dialog);
        network.answer(next(network.sent), 200, "");
        assertEquals(200, next(presence.responses).getResponse().getStatusCode());
        network.receive(request("SUBSCRIBE", "c", Network.UDP, "Event: dialog\r\n"), Network.UDP, false);
        String refused = next(network.answered);
        assertTrue(refused.startsWith("SIP/2.0 489 "), refused);
        assertTrue(refused.contains("Allow-Events: conference") && refused.contains("presence"), refused);
        assertNull(conference.requests.poll());
        network.jain.unbindListener(presence);
        assertArrayEquals(new String[] {"SUBSCRIBE"}, (String[]) network.asked.get());
        assertEquals(DialogState.CONFIRMED, dialog.getState(), "it may still say good-bye");
        network.leave(2);
        while (dialog.getState() != DialogState.TERMINATED) {
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("a request in a dialog that is not there is 481, and one that the application throws at is 500")
    void refused() throws Exception {
        network.receive(subscribe("a", Network.UDP).replace("To: <sip:chat-1@h>", "To: <sip:chat-1@h>;tag=x"),
                Network.UDP, false);
        assertTrue(next(network.answered).startsWith("SIP/2.0 481 "));
        conference.failure = new IllegalStateException("no");
        network.receive(subscribe("b", Network.UDP), Network.UDP, false);
        assertTrue(next(network.answered).startsWith("SIP/2.0 500 "));
        assertThrows(TooManyListenersException.class, () -> conference.provider.addSipListener(conference));
    }

    @Test
    @DisplayName("what is said to be known and is not is dropped; what the parser cannot bear is refused unread")
    void dropped() throws Exception {
        network.receive(subscribe("a", Network.UDP), Network.UDP, true);
        network.receive(request("ACK", "a", Network.UDP, ""), Network.UDP, true);
        network.receive(request("CANCEL", "a", Network.UDP, ""), Network.UDP, true);
        assertEquals(481, next(network.refused).status());
        network.receive(subscribe("b", Network.UDP).replace(";rport", " (\\"), Network.UDP, false);
        assertEquals(400, next(network.refused).status());
        network.receive(subscribe("c", Network.UDP).replace("Event: ", "Event ("), Network.UDP, false);
        assertTrue(network.receive(request("SUBSCRIBE", "d", Network.UDP, "X: " + "(".repeat(9000) + "\r\n"),
                Network.UDP, false));
        assertFalse(network.receive(request("SUBSCRIBE", "e", Network.UDP, "X: " + "x".repeat(70_000)),
                Network.UDP, false));
        network.receive(subscribe("f", Network.UDP), Network.UDP, false);
        while (!next(network.answered).startsWith("SIP/2.0 200 ")) {
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("who has sent it is said by a filter alone")
    void identity() throws Exception {
        network.receive(request("SUBSCRIBE", "a", Network.UDP, "Event: conference\r\n"
                + "P-Asserted-Identity: <sip:mallory@h>\r\n"), Network.UDP, false);
        HeaderAddress identity =
                (HeaderAddress) next(conference.requests).getRequest().getHeader("P-Asserted-Identity");
        assertEquals("sip:bob@h", identity.getAddress().getURI().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    @DisplayName("INVITE, its CANCEL, its ACK and BYE")
    void invite(String transport) throws Exception {
        Flow from = transport.equals("udp") ? Network.UDP : Network.TCP;
        Application phone = application(3, "INVITE BYE", "");
        phone.status = 0;
        network.receive(request("INVITE", "a", from, ""), from, false);
        RequestEvent first = next(phone.requests);
        network.receive(request("CANCEL", "a", from, ""), from, true);
        assertEquals("CANCEL", next(phone.requests).getRequest().getMethod());
        phone.answer(first, 487);
        String refusal = next(network.answered);
        while (!refusal.startsWith("SIP/2.0 487")) {
            refusal = next(network.answered);
        }
        network.receive(request("ACK", "a", from, "").replace("To: <sip:chat-1@h>", "To: " + header(refusal, "To")),
                from, true);

        phone.status = 200;
        network.receive(request("INVITE", "b", from, "").replace(": call", ": call2").replace("CSeq: 7", "CSeq: 8"),
                from, false);
        String accepted = next(network.answered);
        while (!accepted.startsWith("SIP/2.0 200") || !header(accepted, "CSeq").equals("8 INVITE")) {
            accepted = next(network.answered);
        }
        String to = "To: " + header(accepted, "To");
        network.receive(request("ACK", "c", from, "").replace(": call", ": call2").replace("CSeq: 7", "CSeq: 8")
                .replace("To: <sip:chat-1@h>", to), from, true);
        RequestEvent event = next(phone.requests);
        while (!event.getRequest().getMethod().equals("ACK")) {
            event = next(phone.requests);
        }
        network.receive(request("BYE", "d", from, "").replace(": call", ": call2").replace("CSeq: 7", "CSeq: 9")
                .replace("To: <sip:chat-1@h>", to), from, false);
        assertEquals("BYE", next(phone.requests).getRequest().getMethod());
        assertNotNull(next(phone.ended));
    }

    @Test
    @DisplayName("when it ends, no thread is left")
    void ends() throws Exception {
        subscribed(Network.UDP);
        network.jain.close();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals("imc.sip.jain")
                || thread.getName().equals("EventScannerThread") && thread.isAlive())) {
            assertTrue(System.nanoTime() < deadline, () -> Thread.getAllStackTraces().keySet().toString());
            Thread.onSpinWait();
        }
        assertNull(network.asked.get());
    }
}
