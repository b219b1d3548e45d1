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
import imc.sip.wire.TestKeys;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a copy over a stream, and the answer to it, leave to the collector, whoever's thread it is. */
class AllocationTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final int MEMBERS = 10;
    private static final int MESSAGES = 100;
    /** Bytes of a copy, and of its answer, nearly. */
    private static final int COPY = 600;
    private static final int ANSWER = 350;
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

    /** Bytes for one delivery to each of ten members with a connection of his own. */
    private long delivery(String transport) throws Exception {
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
            return (ofLoops() - before + sending) / MESSAGES / MEMBERS;
        } finally {
            clients.forEach(SipClient::close);
            clients.clear();
        }
    }

    /** What the JDK's engine takes for the records of a copy and of its answer: its ciphers begin anew with each. */
    private static long records() throws SSLException {
        SSLEngine client = TestKeys.context(TestKeys.client(), TestKeys.server()).createSSLEngine();
        client.setUseClientMode(true);
        SSLEngine server = TestKeys.context(TestKeys.server(), TestKeys.client()).createSSLEngine();
        server.setUseClientMode(false);
        ByteBuffer plain = ByteBuffer.allocate(32 << 10);
        ByteBuffer toServer = ByteBuffer.allocate(32 << 10);
        ByteBuffer toClient = ByteBuffer.allocate(32 << 10);
        client.beginHandshake();
        server.beginHandshake();
        while (client.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
                || server.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING || toClient.position() > 0) {
            step(client, toClient, toServer, plain);
            step(server, toServer, toClient, plain);
        }
        long bytes = 0;
        for (int i = 0; i < 2 * MESSAGES; i++) {
            bytes = i == MESSAGES ? 0 : bytes;
            long before = THREADS.getCurrentThreadAllocatedBytes();
            server.wrap(plain.clear().limit(COPY), toClient.clear());
            bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
            client.unwrap(toClient.flip(), plain.clear());
            client.wrap(plain.clear().limit(ANSWER), toServer.clear());
            before = THREADS.getCurrentThreadAllocatedBytes();
            server.unwrap(toServer.flip(), plain.clear());
            bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        return bytes / MESSAGES;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out, ByteBuffer plain) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> engine.wrap(plain.clear().limit(0), out);
            default -> {
                in.flip();
                if (in.hasRemaining()) {
                    engine.unwrap(in, plain.clear());
                }
                in.compact();
            }
        }
    }

    @Test
    @DisplayName("no buffer for a copy, and by TLS none for a record: what is more is the JDK's own")
    void delivery() throws Exception {
        long tcp = delivery("tcp");
        long tls = delivery("tls");
        long records = records();
        System.out.printf("%d bytes a delivery by TCP, %d by TLS, of which %d are the JDK's%n", tcp, tls, records);
        assertTrue(tcp <= 1024, () -> tcp + " bytes by TCP");
        assertTrue(tls - records <= tcp + 512, () -> tls + " bytes by TLS, " + records + " of them the JDK's");
    }
}
