package imc.sip.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.SipFilter.Verdict;
import imc.api.sip.SipResponse;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Whoever has seen a request, and sends it from elsewhere")
class CopyFromElsewhereTest {

    private static final String OF_RFC_2543 = "1234";
    private static final int PATIENCE = 10_000;

    private Server server;
    private DatagramSocket alice;
    private DatagramSocket mallory;

    @BeforeEach
    void start() throws IOException {
        server = new Server(Map.of("listen", "udp:127.0.0.1:0"), 500);
        alice = socket("127.0.0.2");
        mallory = socket("127.0.0.3");
    }

    @AfterEach
    void stop() {
        alice.close();
        mallory.close();
        server.close();
    }

    private static DatagramSocket socket(String address) throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), 0));
        socket.setSoTimeout(PATIENCE);
        return socket;
    }

    private static String request(String method, String branch) {
        return method + " sip:chat-manager@h SIP/2.0\r\nVia: SIP/2.0/UDP alice.example.com;rport;branch=" + branch
                + "\r\nFrom: <sip:alice@h>;tag=1\r\nTo: <sip:chat-manager@h>\r\nCall-ID: c\r\nCSeq: 7 " + method
                + "\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi";
    }

    private String ask(DatagramSocket socket, String request) throws IOException {
        send(socket, request);
        return receive(socket);
    }

    private void send(DatagramSocket socket, String request) throws IOException {
        socket.send(new DatagramPacket(request.getBytes(US_ASCII), request.length(), server.address("udp")));
    }

    private static String receive(DatagramSocket socket) throws IOException {
        DatagramPacket in = new DatagramPacket(new byte[4096], 4096);
        socket.receive(in);
        return new String(in.getData(), 0, in.getLength(), US_ASCII).lines().findFirst().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"z9hG4bKa", OF_RFC_2543})
    @DisplayName("is not told what it was answered, nor anything else, and is counted")
    void silence(String branch) throws Exception {
        for (String method : new String[] {"MESSAGE", "OPTIONS"}) {
            String request = request(method, branch);
            String answer = ask(alice, request);
            send(mallory, request);
            assertEquals(answer, ask(alice, request));
        }
        // By now all of them have been read, and answered if they ever are.
        assertEquals("SIP/2.0 481 Call/Transaction Does Not Exist", ask(mallory, request("CANCEL", "z9hG4bKb")));
        assertEquals(2, server.figure("sip_requests_copied"));
        assertEquals(1, server.messages.size());
        mallory.setSoTimeout(1);
        assertThrows(SocketTimeoutException.class, () -> receive(mallory));
    }

    @Test
    @DisplayName("keeps nobody from being answered: what was refused has done nothing, and is nobody's")
    void refused() throws Exception {
        server.transport.filters = List.of(request -> CompletableFuture.completedFuture(request.source().host()
                .equals("127.0.0.2") ? Verdict.pass() : Verdict.refuse(SipResponse.of(401))));
        assertEquals("SIP/2.0 401 Unauthorized", ask(mallory, request("MESSAGE", "z9hG4bKa")));
        assertEquals("SIP/2.0 200 OK", ask(alice, request("MESSAGE", "z9hG4bKa")));
        assertEquals("SIP/2.0 401 Unauthorized", ask(mallory, request("MESSAGE", "z9hG4bKa")));
        assertEquals(1, server.messages.size());
    }

    @Test
    @DisplayName("cancels nothing, and whoever has sent it can")
    void cancel() throws Exception {
        ask(alice, request("MESSAGE", "z9hG4bKa"));
        assertEquals("SIP/2.0 481 Call/Transaction Does Not Exist", ask(mallory, request("CANCEL", "z9hG4bKa")));
        assertEquals("SIP/2.0 200 OK", ask(alice, request("CANCEL", "z9hG4bKa").replace("alice.example.com",
                "ALICE.example.com")));
    }

    @Test
    @DisplayName("but for the port it is the same source: a NAT may have given it another one")
    void rebinding() throws Exception {
        String answer = ask(alice, request("MESSAGE", "z9hG4bKa"));
        try (DatagramSocket rebound = socket("127.0.0.2")) {
            assertEquals(answer, ask(rebound, request("MESSAGE", "z9hG4bKa")));
        }
        assertEquals(1, server.messages.size());
        assertTrue(server.messages.poll(1, TimeUnit.SECONDS) != null);
    }
}
