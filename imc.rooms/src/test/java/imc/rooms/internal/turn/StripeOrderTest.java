package imc.rooms.internal.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.SipAddress;
import imc.rooms.internal.Await;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What one thread posts for a room is done in the order in which it posts it, whatever other threads do. */
class StripeOrderTest {

    private static final long STRESS_NANOS = 700_000_000;

    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService others = Executors.newFixedThreadPool(2);

    @AfterEach
    void endThreads() {
        others.shutdownNow();
    }

    /** A queue that holds up a thread which puts something there: before, or when it has. */
    private static final class Held extends ConcurrentLinkedQueue<Stripe.Work> {

        private static final long serialVersionUID = 1L;
        private final transient CountDownLatch isHeld = new CountDownLatch(1);
        private final transient CountDownLatch goOn = new CountDownLatch(1);
        private final boolean before;
        private transient volatile Thread heldUp;

        Held(boolean before) {
            this.before = before;
        }

        @Override
        public boolean add(Stripe.Work work) {
            hold(before);
            boolean isAdded = super.add(work);
            hold(!before);
            return isAdded;
        }

        private void hold(boolean here) {
            if (here && Thread.currentThread() == heldUp) {
                heldUp = null;
                isHeld.countDown();
                await(goOn);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        Await.that("the other thread is there", () -> latch.getCount() == 0);
    }

    @Test
    @DisplayName("a piece that is queued is done before what its poster posts to the idle stripe afterwards")
    void queuedBeforeDirect() throws Exception {
        Held queue = new Held(false);
        Stripe stripe = new Stripe(0, queue, failures::add, others);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread holder = new Thread(() -> stripe.post(self -> {
            busy.countDown();
            await(release);
        }));
        holder.start();
        await(busy);
        Thread stranger = new Thread(() -> stripe.post(self -> order.add("stranger's")));
        queue.heldUp = stranger;
        stranger.start();
        await(queue.isHeld);
        stripe.post(self -> order.add("first"));
        release.countDown();
        holder.join();
        // the stranger's piece was done in the place of the first one, which is still in the queue of an idle stripe
        stripe.post(self -> order.add("second"));
        queue.goOn.countDown();
        stranger.join();
        Await.that("all is done", () -> order.size() == 3);
        assertEquals(List.of("stranger's", "first", "second"), order);
        assertEquals(List.of(), failures);
    }

    @Test
    @DisplayName("a piece that comes to a stripe which has retired is done before what its poster posts afterwards")
    void lateBeforeNext() throws Exception {
        Held queue = new Held(true);
        Iterator<Held> first = List.of(queue).iterator();
        Stripes stripes = new Stripes(0, failures::add, others,
                () -> first.hasNext() ? first.next() : new ConcurrentLinkedQueue<>());
        SipAddress room = SipAddress.parse("sip:chat@example.com");
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread holder = new Thread(() -> stripes.post(room, self -> {
            busy.countDown();
            await(release);
        }));
        holder.start();
        await(busy);
        Thread poster = new Thread(() -> {
            stripes.post(room, self -> order.add("first"));
            stripes.post(room, self -> order.add("second"));
        });
        queue.heldUp = poster;
        poster.start();
        await(queue.isHeld);
        stripes.resize(1);
        // what the poster has begun comes behind the old stripe's last piece
        queue.goOn.countDown();
        poster.join();
        release.countDown();
        holder.join();
        Await.that("all is done", () -> order.size() == 2);
        assertEquals(List.of("first", "second"), order);
        assertEquals(List.of(), failures);
    }

    @Test
    @DisplayName("under load no piece overtakes another of its poster")
    void stress() throws Exception {
        stress(false);
    }

    @Test
    @DisplayName("under load no piece overtakes another of its poster while the number of stripes changes")
    void stressWhileStripesChange() throws Exception {
        stress(true);
    }

    private void stress(boolean resizing) throws Exception {
        Stripes stripes = new Stripes(0, failures::add, others);
        SipAddress room = SipAddress.parse("sip:chat@example.com");
        int posters = 3;
        long[] last = new long[posters * 16];
        AtomicLong overtaken = new AtomicLong();
        AtomicLong done = new AtomicLong();
        AtomicLong posted = new AtomicLong();
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>(IntStream.range(0, posters).mapToObj(me -> new Thread(() -> {
            long number = 0;
            while (!stop.get()) {
                long mine = ++number;
                stripes.post(room, self -> {
                    if (last[me * 16] != mine - 1) {
                        overtaken.incrementAndGet();
                    }
                    last[me * 16] = mine;
                    done.incrementAndGet();
                });
                if (number % (61 + me) == 0) {
                    Thread.yield();
                }
            }
            posted.addAndGet(number);
        })).toList());
        if (resizing) {
            threads.add(new Thread(() -> {
                for (int size = 0; !stop.get(); size = (size + 1) % 4) {
                    stripes.resize(size);
                    CountDownLatch inForce = new CountDownLatch(1);
                    stripes.post(room, self -> inForce.countDown());
                    await(inForce);
                }
            }));
        }
        threads.forEach(Thread::start);
        long end = System.nanoTime() + STRESS_NANOS;
        Await.that("the time is over", () -> System.nanoTime() > end);
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        Await.that("all is done", () -> done.get() == posted.get());
        assertEquals(0, overtaken.get(), "of " + posted + " pieces");
        assertEquals(List.of(), failures);
    }
}
