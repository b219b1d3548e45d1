package imc.sip.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.sip.internal.Amount;
import imc.sip.internal.wire.Framing;
import imc.sip.internal.wire.UnreadableException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How a stream is cut into messages, wherever it is torn. The inputs are random by a fixed seed;
 * {@code -Dimc.fuzz.inputs=5000000} tries a hundredth of that many streams.
 */
class StreamInputTest {

    private static final int STREAMS = Amount.of("imc.fuzz.inputs", 40_000) / 100;
    private static final int LEAST = 64;
    private static final String HEAD = "MESSAGE sip:chat-1@h SIP/2.0\r\nVia: SIP/2.0/TCP h;branch=z9hG4bK1\r\n";

    private static final StreamInput.Messages NOBODY = new StreamInput.Messages() {
        @Override
        public StreamInput.Next message(byte[] data, int start, int headLength, int length) {
            return StreamInput.Next.CUT;
        }

        @Override
        public void ping() {
            // Nobody answers.
        }
    };

    private final Streams streams = new Streams(new ConnectionLimits(() -> 10, () -> 10, () -> Duration.ofMinutes(2),
            (InetAddress address) -> false, System::nanoTime), () -> null, failure -> { });
    private final StreamInput input = new StreamInput(streams, LEAST);
    private final ByteBuffer shared = ByteBuffer.allocate(4096);
    private final Cut cut = new Cut();
    private final Random random = new Random(3261);

    /** What has been cut. */
    private static final class Cut implements StreamInput.Messages {

        private final List<String> messages = new ArrayList<>();
        private int pings;
        private StreamInput.Next next = StreamInput.Next.CUT;

        @Override
        public StreamInput.Next message(byte[] data, int start, int headLength, int length) {
            String message = new String(data, start, length, StandardCharsets.ISO_8859_1);
            assertEquals(message.indexOf("\r\n\r\n") + 4, headLength);
            messages.add(message);
            return next;
        }

        @Override
        public void ping() {
            pings++;
        }
    }

    @AfterEach
    void end() {
        streams.close();
    }

    /** As a socket would bring it, so many bytes at a time. */
    private void feed(byte[] stream, int most) throws IOException {
        int at = 0;
        while (at < stream.length) {
            ByteBuffer buffer = input.buffer(shared);
            assertTrue(buffer.remaining() >= LEAST || buffer == shared, "there is always room");
            int count = Math.min(Math.min(1 + random.nextInt(most), buffer.remaining()), stream.length - at);
            buffer.put(stream, at, count);
            at += count;
            input.cut(buffer, cut);
        }
    }

    private String message() {
        StringBuilder body = new StringBuilder();
        int length = random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(60);
        for (int i = 0; i < length; i++) {
            body.append(random.nextInt(3) == 0 ? "\r\n\r\nl: 9\r\n".charAt(i % 10) : (char) random.nextInt(256));
        }
        String name = List.of("Content-Length:", "l:", "CONTENT-LENGTH :", "L \t:", "Content-Length:\r\n").get(
                random.nextInt(5));
        return HEAD + "Subject: " + "x".repeat(random.nextInt(200)) + "\r\n" + name + ' ' + length + "\r\n\r\n" + body;
    }

    @Test
    @DisplayName("whatever is between two messages, and wherever they are torn, each is there once, "
            + "whole and in its order")
    void cut() throws IOException {
        for (int round = 0; round < STREAMS; round++) {
            StringBuilder stream = new StringBuilder();
            List<String> expected = new ArrayList<>();
            int pings = 0;
            for (int i = 0; i < 8; i++) {
                int lineEnds = Math.max(0, random.nextInt(12) - 6);
                pings += lineEnds / 2;
                stream.append((random.nextBoolean() ? "\r\n" : "\n").repeat(lineEnds));
                expected.add(message());
                stream.append(expected.get(i));
            }
            cut.messages.clear();
            cut.pings = 0;
            feed(stream.toString().getBytes(StandardCharsets.ISO_8859_1), random.nextBoolean() ? 7 : 6000);
            assertEquals(expected, cut.messages, "round " + round);
            assertEquals(pings, cut.pings, "round " + round);
            assertFalse(input.isPartialSince(Long.MAX_VALUE), "nothing is left");
        }
    }

    @Test
    @DisplayName("where no more is taken for now, the rest is kept, and cut message by message when that is wanted")
    void kept() throws IOException {
        cut.next = StreamInput.Next.KEEP;
        String first = HEAD + "l: 2\r\n\r\nhi";
        String second = HEAD + "l: 5\r\n\r\nthere";
        ByteBuffer buffer = input.buffer(shared);
        buffer.put((first + "\r\n\r\n" + second + first + "MESS").getBytes(StandardCharsets.ISO_8859_1));
        input.cut(buffer, cut);
        assertEquals(List.of(first), cut.messages);
        assertTrue(input.keeps());
        input.cut(input.buffer(shared), cut);
        assertEquals(List.of(first, second), cut.messages);
        assertEquals(1, cut.pings);
        cut.next = StreamInput.Next.CUT;
        input.cut(input.buffer(shared), cut);
        assertEquals(List.of(first, second, first), cut.messages);
        assertFalse(input.keeps());
        feed((HEAD + "l: 0\r\n\r\n").substring("MESS".length()).getBytes(StandardCharsets.ISO_8859_1), 9);
        assertEquals(HEAD + "l: 0\r\n\r\n", cut.messages.get(3));
        cut.next = StreamInput.Next.DROP;
        ByteBuffer rest = input.buffer(shared).put((first + second).getBytes(StandardCharsets.ISO_8859_1));
        input.cut(rest, cut);
        assertEquals(5, cut.messages.size());
        assertFalse(input.isPartialSince(Long.MAX_VALUE), "nothing is left");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"Subject: none; 400", "Content-Length: -1; 400", "Content-Length: x; 400",
        "Content-Length: 2097153; 413", "Content-Length: 99999999999999999999; 400|413", "Content-Length:; 400",
        "Content-Length: 1\\nl: 2; 400"})
    @DisplayName("where the next message begins cannot be told any more: what came before is there, "
            + "and then it is over")
    void unknownEnd(String headers, String statuses) throws IOException {
        for (int most : List.of(1, 50, 5000)) {
            cut.messages.clear();
            StreamInput torn = new StreamInput(streams, LEAST);
            String first = HEAD + "l: 2\r\n\r\nhi";
            byte[] stream = (first + HEAD + headers.replace("\\n", "\r\n") + "\r\n\r\n" + "y".repeat(100))
                    .getBytes(StandardCharsets.ISO_8859_1);
            UnreadableException why = assertThrows(UnreadableException.class, () -> {
                int at = 0;
                while (at < stream.length) {
                    ByteBuffer buffer = torn.buffer(shared);
                    int count = Math.min(Math.min(most, buffer.remaining()), stream.length - at);
                    buffer.put(stream, at, count);
                    at += count;
                    torn.cut(buffer, cut);
                }
            });
            assertTrue(List.of(statuses.split("\\|")).contains(Integer.toString(why.status())), why.toString());
            assertEquals(List.of(first), cut.messages);
            torn.release();
        }
    }

    @Test
    @DisplayName("a head that does not end is refused when it is too long, and not kept")
    void endlessHead() {
        byte[] endless = (HEAD + "X: " + "x".repeat(Framing.MAX_HEAD)).getBytes(StandardCharsets.ISO_8859_1);
        UnreadableException why = assertThrows(UnreadableException.class, () -> feed(endless, 3000));
        assertEquals(513, why.status());
    }

    @Test
    @DisplayName("noise is noise: no other exception than the one that ends the connection")
    void noise() {
        String[] pieces = {"\r", "\n", "\r\n", "\r\n\r\n", ": ", "l", "Content-Length: ", "7", "-", "\0", HEAD,
            " ", "é", "l: 3\r\n", "SIP/2.0 200 OK\r\n"};
        int ended = 0;
        for (int round = 0; round < STREAMS * 10; round++) {
            StringBuilder stream = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
                stream.append(pieces[random.nextInt(pieces.length)]);
            }
            StreamInput noisy = new StreamInput(streams, LEAST);
            try {
                byte[] all = stream.toString().getBytes(StandardCharsets.ISO_8859_1);
                for (int at = 0; at < all.length;) {
                    ByteBuffer buffer = noisy.buffer(shared);
                    int count = Math.min(1 + random.nextInt(40), Math.min(buffer.remaining(), all.length - at));
                    buffer.put(all, at, count);
                    at += count;
                    noisy.cut(buffer, NOBODY);
                }
            } catch (IOException e) {
                ended++;
            } finally {
                noisy.release();
            }
        }
        assertTrue(ended > 0);
    }
}
