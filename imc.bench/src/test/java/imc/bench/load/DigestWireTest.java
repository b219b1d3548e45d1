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

    private static String sent(Credentials credentials, long number) throws IOException {
        List<String> sent = new ArrayList<>();
        FakeServer server = new FakeServer() {
            @Override
            public Path lane(int lane) {
                return (bytes, length) -> sent.add(new String(bytes, 0, length, US_ASCII));
            }
        };
        Requests requests = new Requests("run", "run.example", "UDP", 5070);
        int length = requests.write(number, 0, 1, "hello".getBytes(US_ASCII), 5);
        new DigestWire(server, credentials).lane(0).send(requests.bytes(), length);
        return sent.get(0);
    }

    @ParameterizedTest
    @CsvSource({ "MD5, 115afff414df69b658305e800cc557a6, f20f6e6933172e6af864b79d44c1115a",
            "SHA-256, a9309749a227f03f509a28ad3890a706c3c2361a192ec459fb6c11f57964961d,"
                    + " f740fbf0e080e081373de935f9750fb5b8448c63800d4eb56e808ff082653584" })
    @DisplayName("proves each sender's password, with a count that grows, and is the same when it is sent again")
    void proves(String algorithm, String seventh, String eighth) throws IOException {
        Credentials credentials = credentials(algorithm, 401);
        String request = sent(credentials, 7);
        assertTrue(request.contains("\r\nAuthorization: Digest username=\"m1\", realm=\"run.example\", nonce=\"n1\", "
                + "opaque=\"o\", algorithm=" + algorithm + ", qop=auth, cnonce=\"0a4f113b\", "
                + "uri=\"sip:chat-0@run.example\", nc=00000008, response=\"" + seventh + "\"\r\nContent-Type: "), request);
        assertTrue(request.endsWith("Content-Length: 5\r\n\r\nhello"), request);
        assertEquals(request, sent(credentials, 7));
        assertTrue(sent(credentials, 8).contains("nc=00000009, response=\"" + eighth + "\""));
    }

    @Test
    @DisplayName("is of no use where nobody asks for passwords, and says so")
    void nobodyAsks() {
        assertTrue(assertThrows(IOException.class, () -> credentials("MD5", 200)).getMessage().contains("password"));
    }
}
