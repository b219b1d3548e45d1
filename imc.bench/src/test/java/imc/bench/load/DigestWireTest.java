package imc.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A wire with passwords")
class DigestWireTest {

    private static final int MEMBERS = 2;

    /** Of a server that gives the nonces n0 and n1, or answers 200. */
    private static Credentials credentials(String algorithm, int status) throws IOException {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < (status == 401 ? MEMBERS : 1); i++) {
                        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
                        server.receive(packet);
                        String via = new String(packet.getData(), 0, packet.getLength(), US_ASCII).split("\r\n")[1];
                        byte[] answer = ("SIP/2.0 " + status + " Whatever\r\n" + via + ";received=127.0.0.1\r\n"
                                + "WWW-Authenticate: Digest realm=\"run.example\", nonce=\"n" + i
                                + "\", opaque=\"o\", algorithm=" + algorithm + ", qop=\"auth\"\r\n\r\n")
                                .getBytes(US_ASCII);
                        server.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            Credentials credentials = new Credentials((InetSocketAddress) server.getLocalSocketAddress(), "run",
                    MEMBERS, algorithm, "secret");
            answering.join();
            return credentials;
        }
    }

    private static final class Sending extends FakeServer {

        private final List<String> sent = new ArrayList<>();

        @Override
        public Path lane(int lane) {
            return (bytes, length) -> sent.add(new String(bytes, 0, length, US_ASCII));
        }
    }

    @ParameterizedTest
    @CsvSource({ "MD5, f37a312bdbfea54a71b68c46b69e1589, 023b0aff4f7c038a0f5ed49b0332becf",
            "SHA-256, d165c55cc12562ea803b52dace6096a1a20b4d8cd915acdaa4694786e0a13903,"
                    + " fbd7d784b40a51c3ba279327e7b2fc50546e49142c431bef0e77e2543bdd0ded" })
    @DisplayName("proves each sender's password, with a count that grows, and is the same when it is sent again")
    void proves(String algorithm, String first, String second) throws IOException {
        Sending server = new Sending();
        Wire wire = new DigestWire(server, credentials(algorithm, 401), MEMBERS);
        Requests requests = new Requests("run", "run.example", "UDP", 5070);
        for (long number : List.of(0L, 3L, 0L)) {
            int length = requests.write(number, 0, 1, "hello".getBytes(US_ASCII), 5);
            wire.lane(0).send(requests.bytes(), length);
        }
        String request = server.sent.get(0);
        assertTrue(request.contains("\r\nAuthorization: Digest username=\"m1\", realm=\"run.example\", nonce=\"n1\", "
                + "opaque=\"o\", algorithm=" + algorithm + ", qop=auth, cnonce=\"0a4f113b\", "
                + "uri=\"sip:chat-0@run.example\", nc=00000001, response=\"" + first + "\"\r\nContent-Type: "),
                request);
        assertTrue(request.endsWith("Content-Length: 5\r\n\r\nhello"), request);
        assertTrue(server.sent.get(1).contains("nc=00000002, response=\"" + second + "\""), server.sent.get(1));
        assertEquals(request, server.sent.get(2));
    }

    @Test
    @DisplayName("is of no use where nobody asks for passwords, and says so")
    void nobodyAsks() {
        assertTrue(assertThrows(IOException.class, () -> credentials("MD5", 200)).getMessage().contains("password"));
    }
}
