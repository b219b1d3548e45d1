package imc.sip.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.sip.wire.DnsServer;
import imc.sip.wire.SipClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** A transport that asks a name server of its own, for tests of next hops that are names. */
abstract class NamedNextHop {

    static final SipAddress ROOM = SipAddress.parse("sip:chat-1@rooms.invalid");
    static final SipAddress BOB = SipAddress.parse("sip:bob@example.org");
    static final String TARGET = "MESSAGE sip:bob@example.org SIP/2.0";

    private final LinkedBlockingQueue<Delivery> ended = new LinkedBlockingQueue<>();
    final DnsServer dns = new DnsServer();
    Server server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        dns.close();
    }

    void start(Map<String, Object> configuration, int t1) throws IOException {
        Map<String, Object> all = new HashMap<>(Map.of("dns_servers", dns.address()));
        all.putAll(configuration);
        server = new Server(all, t1);
    }

    void start() throws IOException {
        start(Map.of(), 500);
    }

    void send(String text, SipAddress... receivers) {
        server.send(new Broadcast(ROOM, List.of(receivers), Content.text(text), Map.of()),
                (sent, receiver, delivery) -> ended.add(delivery));
    }

    void send(String text) {
        send(text, BOB);
    }

    void contact(String uri) {
        server.contacts.put(BOB, List.of(new Contact(uri, Optional.empty())));
    }

    String outcome() throws InterruptedException {
        Delivery delivery = delivery();
        return delivery.result() + " " + delivery.status();
    }

    Delivery delivery() throws InterruptedException {
        Delivery delivery = ended.poll(20, TimeUnit.SECONDS);
        assertTrue(delivery != null, "no outcome came");
        return delivery;
    }

    static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    /** A port on which nobody listens. */
    static int nobody() throws IOException {
        try (ServerSocket socket = listening()) {
            return socket.getLocalPort();
        }
    }

    void srv(String service, int priority, int weight, int port, String host) {
        dns.knows(service + ".example.org. 300 IN SRV " + priority + ' ' + weight + ' ' + port + ' ' + host + '.');
    }

    void a(String host, String address) {
        dns.knows(host + ". 300 IN A " + address);
    }

    /** The servers of example.org over UDP, at hosts of their own, the preferred one first. */
    void servers(SipClient... all) {
        for (int i = all.length; i > 0; i--) {
            String host = (char) ('a' + i - 1) + ".example.org";
            srv("_sip._udp", i, 0, all[i - 1].port(), host);
            a(host, "127.0.0.1");
        }
    }
}
