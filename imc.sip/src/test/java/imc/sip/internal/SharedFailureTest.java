package imc.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.Answer;
import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.Flow;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipRequestText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails for all says nothing about one receiver. */
class SharedFailureTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");

    private final BlockingQueue<Delivery> ended = new LinkedBlockingQueue<>();

    private Delivery send(Server server) throws InterruptedException {
        server.send(new Broadcast(ROOM, List.of(BOB), Content.text("hi"), Map.of()),
                (broadcast, receiver, delivery) -> ended.add(delivery));
        return ended.poll(20, TimeUnit.SECONDS);
    }

    /** Sends to who does not answer, until Timer F has fired. */
    private Delivery sendInVain(Server server, SipClient silent) throws InterruptedException {
        server.send(new Broadcast(ROOM, List.of(BOB), Content.text("hi"), Map.of()),
                (broadcast, receiver, delivery) -> ended.add(delivery));
        silent.receive();
        server.turn(Duration.ofSeconds(33));
        return ended.poll(20, TimeUnit.SECONDS);
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    @DisplayName("an outbound proxy that takes no connection fails for all, until it does; and it is counted once")
    void proxyRefuses() throws Exception {
        int port = closedPort();
        try (Server server = Server.start(Map.of("outbound_proxy", "sip:127.0.0.1:" + port + ";transport=tcp"))) {
            assertEquals(Delivery.TRANSPORT_ERROR.shared(), send(server));
            assertEquals(Delivery.TRANSPORT_ERROR.shared(), send(server));
            assertEquals(1, server.figure("sip_proxy_outages"));
            assertEquals(2, server.figure("sip_deliveries_failed_for_all"));
            assertEquals(List.of("the outbound proxy (outbound_proxy in imc.transport.sip) fails, or takes less than "
                    + "it gets"), server.transport.missing());
            try (ServerSocket listening = new ServerSocket()) {
                listening.setReuseAddress(true);
                listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                server.send(new Broadcast(ROOM, List.of(BOB), Content.text("again"), Map.of()),
                        (broadcast, receiver, delivery) -> ended.add(delivery));
                try (SipClient proxy = SipClient.accepted(listening)) {
                    assertEquals("again", proxy.take().body());
                    assertEquals(Delivery.answered(200), ended.poll(20, TimeUnit.SECONDS));
                    assertEquals(List.of(), server.transport.missing());
                }
            }
        }
    }

    @Test
    @DisplayName("an outbound proxy that never answers fails for all")
    void proxyIsSilent() throws Exception {
        try (SipClient silent = SipClient.udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
                Server server = new Server(Map.of("outbound_proxy", "sip:127.0.0.1:" + silent.port()), 500)) {
            assertEquals(Delivery.TIMED_OUT.shared(), sendInVain(server, silent));
        }
    }

    @Test
    @DisplayName("a contact that takes no connection, or never answers, fails for itself")
    void contact() throws Exception {
        try (SipClient silent = SipClient.udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
                Server server = Server.start()) {
            server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:" + closedPort() + ";transport=tcp",
                    Optional.empty())));
            assertEquals(Delivery.TRANSPORT_ERROR, send(server));
            server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:" + silent.port(), Optional.empty())));
            assertEquals(Delivery.TIMED_OUT, sendInVain(server, silent));
            assertEquals(0, server.figure("sip_deliveries_failed_for_all"));
        }
    }

    /** Of the loopback, which is always the first network there is, and has no addresses of that kind. */
    private static Contact inNoNetwork() {
        return new Contact("sip:bob@[fe80::1]:9", Optional.of(new Flow("udp", "fe80::1%1", 9)));
    }

    @EnabledOnOs(OS.LINUX)
    @ParameterizedTest(name = "collected with others = {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("where there is no network, nobody is to blame, however the copy is sent")
    void noNetwork(boolean collected) throws Exception {
        try (Server server = Server.start(Map.of("listen", "udp:127.0.0.1:0, udp:[::1]:0"))) {
            server.contacts.put(BOB, List.of(inNoNetwork()));
            if (collected) { // what a thread sends that deals with what has come in
                server.handling = message -> {
                    server.send(new Broadcast(ROOM, List.of(BOB), Content.text("hi"), Map.of()),
                            (broadcast, receiver, delivery) -> ended.add(delivery));
                    return CompletableFuture.completedFuture(Answer.OK);
                };
                try (SipClient alice = server.client("udp")) {
                    assertEquals(200, alice.ask(SipRequestText.message("sip:chat-1@h", "hi")).status());
                }
                assertEquals(Delivery.TRANSPORT_ERROR.shared(), ended.poll(20, TimeUnit.SECONDS));
            } else {
                assertEquals(Delivery.TRANSPORT_ERROR.shared(), send(server));
            }
        }
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    @DisplayName("nor is anybody where a connection cannot be opened for want of a network")
    void noNetworkForConnections() throws Exception {
        try (Server server = Server.start(Map.of("listen", "tcp:127.0.0.1:0"))) {
            // There is no connection with everybody.
            server.contacts.put(BOB, List.of(new Contact("sip:bob@255.255.255.255:9;transport=tcp", Optional.empty())));
            assertEquals(Delivery.TRANSPORT_ERROR.shared(), send(server));
        }
    }

    @Test
    @DisplayName("where no listening point has the transport, nobody is to blame")
    void noListeningPoint() throws Exception {
        try (Server server = Server.start(Map.of("listen", "udp:127.0.0.1:0"))) {
            server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:9;transport=tcp", Optional.empty())));
            assertEquals(Delivery.TRANSPORT_ERROR.shared(), send(server));
        }
    }
}
