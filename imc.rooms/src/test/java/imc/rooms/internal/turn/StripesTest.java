package imc.rooms.internal.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.SipAddress;
import imc.rooms.internal.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StripesTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat@example.com");

    private final List<Throwable> failures = new ArrayList<>();
    private final ExecutorService others = Executors.newSingleThreadExecutor();
    private final Stripes stripes = new Stripes(2, failures::add, others);

    @AfterEach
    void endThread() {
        others.shutdownNow();
    }

    @Test
    void whoBringsWorkIsNotKeptAsLongAsOthersBringMore() {
        AtomicBoolean goOn = new AtomicBoolean(true);
        CountDownLatch done = new CountDownLatch(1);
        Stripe.Work[] endless = new Stripe.Work[1];
        endless[0] = stripe -> {
            if (goOn.get()) {
                stripes.post(ROOM, endless[0]);
            } else {
                done.countDown();
            }
        };
        stripes.post(ROOM, endless[0]);
        goOn.set(false);
        Await.that("the work comes to its end", () -> done.getCount() == 0);
        assertEquals(List.of(), failures);
    }

    @Test
    void workIsDoneToTheEndWhereNobodyElseTakesIt() {
        others.shutdownNow();
        List<Integer> order = new ArrayList<>();
        stripes.post(ROOM, stripe -> IntStream.range(0, 1000).forEach(i -> stripes.post(ROOM, later -> order.add(i))));
        assertEquals(IntStream.range(0, 1000).boxed().toList(), order);
    }

    @Test
    void workOfOneRoomIsDoneOneAfterTheOtherWhoeverBringsIt() throws Exception {
        int[] unguarded = {0};
        CountDownLatch done = new CountDownLatch(4);
        for (int t = 0; t < 4; t++) {
            new Thread(() -> {
                for (int i = 0; i < 10_000; i++) {
                    stripes.post(ROOM, stripe -> unguarded[0]++);
                }
                done.countDown();
            }).start();
        }
        done.await(30, TimeUnit.SECONDS);
        CountDownLatch counted = new CountDownLatch(1);
        stripes.post(ROOM, stripe -> {
            assertEquals(40_000, unguarded[0]);
            counted.countDown();
        });
        Await.that("all has been counted", () -> counted.getCount() == 0);
        assertEquals(List.of(), failures);
    }

    @Test
    void workGoesOnAfterAPieceThatFailed() {
        List<String> done = new ArrayList<>();
        stripes.post(ROOM, stripe -> {
            throw new StackOverflowError("as a command might");
        });
        stripes.post(ROOM, stripe -> done.add("next"));
        assertEquals(List.of("next"), done);
        assertEquals(1, failures.size());
    }

    @Test
    void theNumberOfStripesChangesWithoutDisturbingAnyRoomsOrder() {
        List<Integer> order = new ArrayList<>();
        stripes.post(ROOM, stripe -> {
            IntStream.range(0, 3).forEach(i -> stripes.post(ROOM, later -> order.add(i)));
            stripes.resize(5);
            IntStream.range(3, 6).forEach(i -> stripes.post(ROOM, later -> order.add(i)));
            stripes.resize(0);
            IntStream.range(6, 9).forEach(i -> stripes.post(ROOM, later -> order.add(i)));
        });
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8), order);
    }

    @Test
    void newStripesWaitForAChangeThatIsUnderWay() {
        List<String> order = new ArrayList<>();
        Stripe[] changing = new Stripe[1];
        stripes.post(ROOM, stripe -> {
            changing[0] = stripe;
            stripe.changeBegins(ROOM);
        });
        stripes.resize(3);
        stripes.post(ROOM, stripe -> order.add("after"));
        changing[0].post(stripe -> {
            order.add("stored");
            stripe.changeEnds(ROOM);
            stripe.retiredIfIdle();
        });
        assertEquals(List.of("stored", "after"), order);
    }
}
