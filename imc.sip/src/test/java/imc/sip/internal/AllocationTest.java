package imc.sip.internal;

import static imc.sip.wire.SipRequestText.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.Flow;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.sip.wire.SipClient;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a copy over a stream, and the answer to it, leave to the collector, whoever's thread it is. */
class AllocationTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final int MEMBERS = 10;
    private static final int MESSAGES = 200;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final BlockingQueue<Flow> flows = new LinkedBlockingQueue<>();
    private final BlockingQueue<Delivery> ended = new LinkedBlockingQueue<>();
    private final List<SipClient> clients = new ArrayList<>();
    private long sending;

    private static long ofLoops() {
        return Thread.getAllStackTraces().keySet().stream().filter(each -> each.getName().startsWith("imc-sip streams"))
                .mapToLong(each -> THREADS.getThreadAllocatedBytes(each.getId())).sum();
    }

    private void say(Server server, Broadcast message) throws InterruptedException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        server.send(message, (sent, receiver, delivery) -> ended.add(delivery));
        sending += THREADS.getCurrentThreadAllocatedBytes() - before;
        clients.forEach(SipClient::take);
        for (int i = 0; i < MEMBERS; i++) {
            assertEquals(Delivery.answered(200), ended.poll(10, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest(name = "{0}: at most {1} bytes")
    @CsvSource({"tcp, 1024", "tls, 2560"})
    @DisplayName("a delivery to one of ten members, each with a connection, has no buffer for a record and none for a copy")
    void delivery(String transport, int most) throws Exception {
        try (Server server = Server.start(Server.withTls(Map.of()))) {
            server.transport.bindHandler(request -> {
                flows.add(request.source());
                return SipRequestHandler.now(SipResponse.of(200));
            }, Map.of(SipRequestHandler.METHOD, "PUBLISH"));
            List<SipAddress> members = new ArrayList<>();
            for (int i = 0; i < MEMBERS; i++) {
                SipClient client = server.client(transport);
                clients.add(client);
                assertEquals(200, client.ask(request("PUBLISH", "sip:h")).status());
                members.add(SipAddress.parse("sip:bob" + i + "@example.com"));
                server.contacts.put(members.get(i), List.of(new Contact("sip:bob" + i + "@127.0.0.1:" + client.port()
                        + ";transport=" + transport, Optional.of(flows.poll(10, TimeUnit.SECONDS)))));
            }
            Broadcast message = new Broadcast(ROOM, members, Content.text("[alice]: " + "x".repeat(64)), Map.of());
            for (int i = 0; i < MESSAGES; i++) {
                say(server, message);
            }
            sending = 0;
            long before = ofLoops();
            for (int i = 0; i < MESSAGES; i++) {
                say(server, message);
            }
            long bytes = (ofLoops() - before + sending) / MESSAGES / MEMBERS;
            System.out.println(transport + ": " + bytes + " bytes a delivery, of which the sender's thread "
                    + sending / MESSAGES / MEMBERS);
            assertTrue(bytes <= most, () -> bytes + " bytes");
        } finally {
            clients.forEach(SipClient::close);
        }
    }
}
