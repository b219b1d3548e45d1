package imc.sip.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What is written to one connection, however little of it the system takes at a time. */
class OutboxTest {

    private static final int BUFFER = 1024;
    private static final int ROUNDS = 6000;

    private final Streams streams = new Streams(new ConnectionLimits(() -> 10, () -> 10, () -> Duration.ofMinutes(2),
            (InetAddress address) -> false, System::nanoTime), () -> null, failure -> { });
    private final Outbox outbox = new Outbox(streams);
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final ByteArrayOutputStream peer = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        outbox.close(null);
        streams.close();
    }

    /** A request whose bytes nobody can make any more once it is settled. */
    private static final class Request extends Unanswered {

        private final byte[] bytes;

        Request(byte[] bytes) {
            this.bytes = bytes;
        }

        void answer() {
            settled();
            Arrays.fill(bytes, (byte) '!');
        }

        @Override
        public int length() {
            return bytes.length;
        }

        @Override
        public void write(ByteBuffer to) {
            to.put(bytes);
        }

        @Override
        public void unsent(IOException why) {
            throw new AssertionError("it goes over a stream", why);
        }

        @Override
        public void lost() {
            throw new AssertionError("it was not lost");
        }
    }

    /** A request that is sent again over another connection when one ends, until there is none. */
    private static final class Again extends Unanswered {

        private final Outbox other;
        private boolean isSentAgain;

        Again(Outbox other) {
            this.other = other;
        }

        @Override
        public int length() {
            return 1;
        }

        @Override
        public void write(ByteBuffer to) {
            to.put((byte) 'a');
        }

        @Override
        public void unsent(IOException why) {
            throw new AssertionError("it goes over a stream", why);
        }

        @Override
        public void lost() {
            if (!isSentAgain) {
                isSentAgain = true;
                try {
                    other.add(this);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    @Test
    @DisplayName("answers come while their requests are sent again over another connection: none is kept or forgotten")
    void answeredWhileSentAgain() throws Exception {
        Outbox other = new Outbox(streams);
        Again[][] requests = new Again[ROUNDS][8];
        CyclicBarrier round = new CyclicBarrier(2);
        AtomicInteger done = new AtomicInteger();
        CompletableFuture<Void> answers = CompletableFuture.runAsync(() -> {
            for (Again[] some : requests) {
                await(round);
                for (int i = 0; i < some.length; i += 2) {
                    some[i].settled();
                }
                done.incrementAndGet();
                await(round);
            }
        });
        for (int r = 0; r < ROUNDS; r++) {
            Again[] some = requests[r];
            for (int i = 0; i < some.length; i++) {
                some[i] = new Again(other);
                outbox.add(some[i]);
            }
            await(round);
            boolean isLost = r % 2 == 0;
            if (isLost) {
                outbox.lose(null);
            } else {
                int answered = r + 1;
                sendAgain(some, other, () -> done.get() >= answered);
            }
            await(round);
            for (int i = 0; i < some.length; i++) {
                // the odd ones have no answer yet
                assertSame(i % 2 == 0 ? null : isLost ? other : outbox, some[i].queue());
            }
            for (int i = 1; i < some.length; i += 2) {
                some[i].settled();
            }
            for (Again request : some) {
                assertNull(request.earlier);
                assertNull(request.later);
            }
            drop(outbox);
            drop(other);
            assertFalse(outbox.isInUse() || other.isInUse(), "something is left");
        }
        answers.join();
    }

    /** Again and again, until all are answered. */
    private static void sendAgain(Again[] some, Outbox other, BooleanSupplier areAnswered) throws IOException {
        do {
            for (int i = 0; i < some.length; i += 2) {
                other.add(some[i]);
            }
        } while (!areAnswered.getAsBoolean());
    }

    private static void await(CyclicBarrier round) {
        try {
            round.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the other one has failed", e);
        }
    }

    private void drop(Outbox answered) {
        answered.fill(buffer.clear());
        answered.written(buffer.clear());
    }

    /** The system takes so many bytes at most; whether there was anything to take. */
    private boolean take(int most) {
        if (!outbox.fill(buffer.clear())) {
            return false;
        }
        buffer.flip();
        while (buffer.position() < Math.min(most, buffer.limit())) {
            peer.write(buffer.get());
        }
        outbox.written(buffer);
        return true;
    }

    @RepeatedTest(50)
    @DisplayName("messages and requests come whole and in order, whatever their lengths and however little is taken")
    void wholeAndInOrder(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        ArrayDeque<Request> unanswered = new ArrayDeque<>();
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[1 + random.nextInt(random.nextInt(4) == 0 ? 3 * BUFFER : 200)];
            Arrays.fill(bytes, (byte) ('a' + i % 26));
            expected.writeBytes(bytes);
            if (random.nextBoolean()) {
                outbox.add(bytes);
            } else {
                Request request = new Request(bytes);
                outbox.add(request);
                unanswered.add(request);
            }
            for (int takes = random.nextInt(3); takes > 0; takes--) {
                take(random.nextInt(2 * BUFFER));
            }
        }
        while (take(1 + random.nextInt(BUFFER))) {
            Thread.onSpinWait();
        }
        assertEquals(expected.toString(), peer.toString());
        unanswered.forEach(Request::answer);
        assertFalse(outbox.isInUse());
    }

    @Test
    @DisplayName("a request answered when half of it was taken is written to its end, one not begun is not at all")
    void answeredInTheMiddle() throws IOException {
        Request begun = new Request("begun and taken in half".getBytes());
        Request waiting = new Request("not yet begun".getBytes());
        outbox.add(begun);
        outbox.add(waiting);
        outbox.add("the last".getBytes());
        take(5);
        begun.answer();
        waiting.answer();
        take(3);
        take(BUFFER);
        assertEquals("begun and taken in halfthe last", peer.toString());
        assertFalse(outbox.isInUse());
    }

    @Test
    @DisplayName("who comes too late to a connection that was never open is told why, as who waited for it")
    void tooLate() {
        outbox.close(new IOException("Network is unreachable"));
        IOException why = assertThrows(IOException.class, () -> outbox.add(new Request(new byte[1])));
        assertEquals("Network is unreachable", why.getMessage());
    }
}
