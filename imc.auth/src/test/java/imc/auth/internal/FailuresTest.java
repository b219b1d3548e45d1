package imc.auth.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private static final SipAddress ALICE = SipAddress.parse("sip:alice@h");
    private static final SipAddress BOB = SipAddress.parse("sip:bob@h");
    private static final Source HERE = new Source("192.0.2.1");
    private static final Source THERE = new Source("192.0.2.2");
    private static final Failures.Limit LIMIT = new Failures.Limit(3, 5, Duration.ofSeconds(30));

    private long now;
    private final Failures failures = new Failures(() -> now);

    private boolean isBlocked(Source source, SipAddress user) {
        return failures.blocked(source, user, LIMIT).isPresent();
    }

    @Test
    void aUserIsBlockedWhereTheWrongPasswordsCameFromAndNowhereElse() {
        assertFalse(failures.add(HERE, ALICE, LIMIT));
        assertFalse(failures.add(HERE, ALICE, LIMIT));
        assertFalse(isBlocked(HERE, ALICE));
        assertTrue(failures.add(HERE, ALICE, LIMIT));
        assertTrue(isBlocked(HERE, ALICE));
        assertFalse(isBlocked(HERE, BOB));
        assertFalse(isBlocked(THERE, ALICE));
    }

    @Test
    void aSourceIsBlockedForAllUsers() {
        for (int i = 0; i < 4; i++) {
            assertFalse(failures.add(HERE, SipAddress.parse("sip:user" + i + "@h"), LIMIT));
        }
        assertTrue(failures.add(HERE, BOB, LIMIT));
        assertTrue(isBlocked(HERE, ALICE));
        assertFalse(isBlocked(THERE, ALICE));
    }

    @Test
    void theyAreForgottenOneByOne() {
        for (int i = 0; i < 3; i++) {
            failures.add(HERE, ALICE, LIMIT);
        }
        assertEquals(OptionalInt.of(10), failures.blocked(HERE, ALICE, LIMIT));
        now += Duration.ofMillis(4500).toNanos();
        assertEquals(OptionalInt.of(6), failures.blocked(HERE, ALICE, LIMIT));
        now += Duration.ofMillis(5501).toNanos();
        assertFalse(isBlocked(HERE, ALICE));
        failures.add(HERE, ALICE, LIMIT);
        assertTrue(isBlocked(HERE, ALICE), "one at a time");
    }

    @Test
    void itIsToldOnceUntilTheSourceHasBehavedWell() {
        int told = 0;
        for (int i = 0; i < 20; i++) {
            told += failures.add(HERE, ALICE, LIMIT) ? 1 : 0;
            now += Duration.ofSeconds(1).toNanos();
        }
        assertEquals(1, told);
        now += Duration.ofMinutes(1).toNanos();
        for (int i = 0; i < 3; i++) {
            told += failures.add(HERE, ALICE, LIMIT) ? 1 : 0;
        }
        assertEquals(2, told);
    }

    @Test
    void ofManyAtTheSameMomentNoMoreAreComparedThanMayBeWrong() {
        AtomicInteger compared = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(8);
        List<CompletableFuture<Void>> all = Stream.generate(() -> CompletableFuture.runAsync(() -> {
            await(together);
            failures.compare(HERE, ALICE, LIMIT, () -> {
                compared.incrementAndGet();
                Thread.yield(); // for the others, who must not get in meanwhile
                return false;
            });
        }, task -> new Thread(task).start())).limit(8).toList();
        all.forEach(CompletableFuture::join);
        assertEquals(3, compared.get());
        assertEquals(OptionalInt.of(10), failures.compare(HERE, ALICE, LIMIT, () -> true).blocked());
        assertTrue(failures.compare(THERE, ALICE, LIMIT, () -> true).isRight());
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRightPasswordMakesTheUsersWrongOnesForgotten() {
        failures.add(HERE, ALICE, LIMIT);
        failures.add(HERE, ALICE, LIMIT);
        failures.forget(HERE, ALICE);
        assertFalse(failures.add(HERE, ALICE, LIMIT));
        assertFalse(isBlocked(HERE, ALICE));
    }

    @Test
    void theyAreBounded() {
        for (int i = 0; i < Failures.MOST; i++) {
            failures.add(new Source("s" + i), ALICE, LIMIT);
        }
        assertEquals(Failures.MOST, failures.size());
    }
}
