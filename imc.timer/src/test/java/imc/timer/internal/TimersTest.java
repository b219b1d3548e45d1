package imc.timer.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.timer.TimerTask;
import imc.test.kit.LogLines;
import imc.test.kit.Turned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimersTest {

    private static final long PATIENCE_SECONDS = 20;

    private final Turned clock = new Turned();
    private final LogLines lines = new LogLines();
    private final Crew crew = new Crew();
    private final List<String> runs = new ArrayList<>();
    private long random;
    private final Timers direct = new Timers(works(Runnable::run), () -> { });
    private final Timers threaded = new Timers(works(crew), crew::close);
    private long id;

    private Works works(Executor by) {
        return new Works(clock::nanoTime, clock, by, most -> Math.min(random, most - 1), lines.logger());
    }

    @AfterEach
    void close() {
        threaded.deactivate();
    }

    private Map<String, Object> properties(String name, Object interval) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(TimerTask.NAME, name);
        properties.put(TimerTask.INTERVAL, interval);
        properties.put("service.id", ++id);
        return properties;
    }

    private void run(String name) {
        runs.add(name);
    }

    private static long figure(Timers timers, String name) {
        return timers.statistics().stream().filter(each -> each.name().equals(name))
                .mapToLong(each -> each.value()).sum();
    }

    private static Timer.State state(Timers timers, String name) {
        return timers.snapshots().stream().filter(each -> each.what().name().equals(name)).findFirst().orElseThrow()
                .state();
    }

    @Test
    @DisplayName("a task is run at each of its moments, the first one an interval after it has come, until it goes")
    void moments() {
        TimerTask task = () -> run("a");
        Map<String, Object> properties = properties("a", 1000);
        direct.bindTask(task, properties);
        clock.turn(Duration.ofMillis(999));
        assertEquals(List.of(), runs);
        clock.turn(Duration.ofMillis(1));
        assertEquals(List.of("a"), runs);
        clock.turn(Duration.ofMillis(120_000));
        assertEquals(121, runs.size());
        assertEquals(121, figure(direct, "timer_runs"));
        direct.unbindTask(task, properties);
        clock.turn(Duration.ofMillis(5000));
        assertEquals(121, runs.size());
        assertEquals(0, clock.waiting());
        assertEquals(List.of(), direct.snapshots());
    }

    @Test
    @DisplayName("jitter makes a run later, and not the moments after it")
    void jitter() {
        Map<String, Object> properties = properties("a", 1000L);
        properties.put(TimerTask.JITTER, 200L);
        random = TimeUnit.MILLISECONDS.toNanos(150);
        direct.bindTask(() -> run("a"), properties);
        clock.turn(Duration.ofMillis(1149));
        assertEquals(0, runs.size());
        clock.turn(Duration.ofMillis(1));
        assertEquals(1, runs.size());
        clock.turn(Duration.ofMillis(9000));
        assertEquals(10, runs.size());
    }

    @Test
    @DisplayName("what fails is run again, counted, and told once an hour of each kind; that it works again is told,"
            + " too")
    void failures() {
        List<RuntimeException> next = new ArrayList<>();
        direct.bindTask(() -> {
            if (!next.isEmpty()) {
                throw next.get(0);
            }
        }, properties("a", 60_000));
        next.add(new IllegalStateException("away"));
        clock.turn(Duration.ofMillis(59 * 60_000));
        assertEquals(59, figure(direct, "timer_failures"));
        String told = "ERROR The timer a has failed: java.lang.IllegalStateException: away; it is run again at its next"
                + " moment. The like is counted (timer_failures), and told once an hour";
        assertEquals(List.of(told), lines.all);
        next.set(0, new IllegalArgumentException("other"));
        clock.turn(Duration.ofMillis(60_000));
        assertEquals(told.replace("IllegalState", "IllegalArgument").replace("away", "other"), lines.all.get(1));
        next.clear();
        clock.turn(Duration.ofMillis(60_000));
        assertEquals("INFO The timer a works again; it had failed so many times one after the other: 60",
                lines.all.get(2));
        next.add(new IllegalStateException("away"));
        clock.turn(Duration.ofMillis(60_000));
        assertEquals(told, lines.all.get(3), "an hour has passed");
        assertEquals(4, lines.all.size());
    }

    @Test
    @DisplayName("an Error ends no timer")
    void error() {
        direct.bindTask(() -> {
            throw new NoClassDefFoundError("gone");
        }, properties("a", 1000));
        clock.turn(Duration.ofMillis(3000));
        assertEquals(3, figure(direct, "timer_runs"));
    }

    @ParameterizedTest
    @DisplayName("a task whose properties are wrong is told of, with what is allowed, and not run")
    @CsvSource({
        ", 1000, imc.timer.name is 'null'", "'a b', 1000, imc.timer.name is 'a b'", "a, , imc.timer.interval is 'null'",
        "a, 99, imc.timer.interval is '99'", "a, 2678400001, imc.timer.interval is '2678400001'",
    })
    void wrong(String name, Long interval, String told) {
        Map<String, Object> properties = properties(name, interval);
        TimerTask task = () -> run("a");
        direct.bindTask(task, properties);
        assertEquals(0, clock.waiting());
        assertTrue(lines.all.get(0).contains(": " + told + "; allowed "), lines.all::toString);
        direct.unbindTask(task, properties);
    }

    @Test
    @DisplayName("of one name the task with the highest ranking is run, and the next one when that goes")
    void ranking() {
        TimerTask low = () -> run("low");
        TimerTask high = () -> run("high");
        Map<String, Object> ofLow = properties("a", 1000);
        Map<String, Object> ofHigh = properties("a", 1000);
        ofHigh.put("service.ranking", 1);
        direct.bindTask(low, ofLow);
        direct.bindTask(high, ofHigh);
        clock.turn(Duration.ofMillis(1000));
        assertEquals(List.of("high"), runs);
        direct.unbindTask(high, ofHigh);
        clock.turn(Duration.ofMillis(1000));
        assertEquals(List.of("high", "low"), runs);
    }

    @Test
    @DisplayName("a service with another interval is run by that; one with other properties that do not matter goes on")
    void updated() {
        TimerTask task = () -> run("a");
        Map<String, Object> properties = properties("a", 1000);
        direct.bindTask(task, properties);
        clock.turn(Duration.ofMillis(600));
        properties.put("whatever", "else");
        direct.updatedTask(task, properties);
        clock.turn(Duration.ofMillis(400));
        assertEquals(1, runs.size());
        properties.put(TimerTask.INTERVAL, 5000);
        direct.updatedTask(task, properties);
        clock.turn(Duration.ofMillis(4999));
        assertEquals(1, runs.size());
        clock.turn(Duration.ofMillis(1));
        assertEquals(2, runs.size());
        properties.put(TimerTask.INTERVAL, "soon");
        direct.updatedTask(task, properties);
        assertEquals(0, clock.waiting());
    }

    /** A task that runs until it is let go, or interrupted. */
    private static final class Hanging implements TimerTask {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);
        private volatile Thread thread;

        @Override
        public void run() throws InterruptedException {
            thread = Thread.currentThread();
            begun.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    private void awaitRun(Timers timers, long number) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread watch = new Thread(() -> {
            while (figure(timers, "timer_runs") < number) {
                Thread.onSpinWait();
            }
            done.countDown();
        });
        watch.start();
        await(done);
    }

    @Test
    @DisplayName("what hangs is told once with where it is, is not run twice at a time, and holds up nobody")
    void hangs() throws Exception {
        Hanging hanging = new Hanging();
        CountDownLatch others = new CountDownLatch(3);
        threaded.bindTask(hanging, properties("hanging", 1000));
        clock.turn(Duration.ofMillis(1000));
        await(hanging.begun);
        threaded.bindTask(others::countDown, properties("other", 20_000));
        for (int i = 1; i <= 3; i++) {
            clock.turn(Duration.ofMillis(20_000));
            awaitRun(threaded, i);
        }
        await(others);
        assertEquals(1, figure(threaded, "timers_hanging"));
        assertEquals(List.of("WARN The timer hanging has been running for 60 s; it is not run again before that ends,"
                + " the others are"), lines.all);
        assertEquals(Timer.State.HANGING, state(threaded, "hanging"));
        clock.turn(Duration.ofMillis(10_500));
        hanging.free.countDown();
        awaitRun(threaded, 4);
        assertEquals("INFO The timer hanging has come to its end, after 70 s", lines.all.get(1));
        assertEquals(70, figure(threaded, "timer_skipped"));
        assertEquals(0, figure(threaded, "timers_hanging"));
        clock.turn(Duration.ofMillis(499));
        assertEquals(4, figure(threaded, "timer_runs"));
        clock.turn(Duration.ofMillis(1));
        awaitRun(threaded, 5);
    }

    @Test
    @DisplayName("a task that goes while it runs is interrupted, nobody waits for it, and its thread runs others")
    void goes() throws Exception {
        Hanging hanging = new Hanging();
        Map<String, Object> properties = properties("hanging", 1000);
        threaded.bindTask(hanging, properties);
        clock.turn(Duration.ofMillis(1000));
        await(hanging.begun);
        threaded.unbindTask(hanging, properties);
        await(hanging.interrupted);
        CountDownLatch other = new CountDownLatch(1);
        threaded.bindTask(other::countDown, properties("other", 1000));
        clock.turn(Duration.ofMillis(1000));
        await(other);
        assertEquals(List.of(), lines.all);
    }

    @Test
    @DisplayName("no more threads are made than there may be; who comes then has his turn when one is free")
    void crew() throws Exception {
        List<Hanging> hanging = new ArrayList<>();
        for (int i = 0; i < Crew.MOST; i++) {
            hanging.add(new Hanging());
            threaded.bindTask(hanging.get(i), properties("hanging" + i, 1000));
        }
        clock.turn(Duration.ofMillis(1000));
        for (Hanging each : hanging) {
            await(each.begun);
        }
        CompletableFuture<Thread> other = new CompletableFuture<>();
        threaded.bindTask(() -> other.complete(Thread.currentThread()), properties("other", 1000));
        clock.turn(Duration.ofMillis(1000));
        assertEquals(Timer.State.QUEUED, state(threaded, "other"));
        hanging.get(0).free.countDown();
        assertSame(hanging.get(0).thread, other.get(PATIENCE_SECONDS, TimeUnit.SECONDS), "no other thread was made");
    }

    @Test
    @DisplayName("at the end what runs is interrupted and nothing begins any more")
    void end() throws Exception {
        Hanging hanging = new Hanging();
        threaded.bindTask(hanging, properties("hanging", 1000));
        clock.turn(Duration.ofMillis(1000));
        await(hanging.begun);
        threaded.deactivate();
        await(hanging.interrupted);
        threaded.bindTask(() -> run("late"), properties("late", 1000));
        assertEquals(List.of(), threaded.snapshots());
    }

    @Test
    @DisplayName("when the server drains nothing begins any more, and what runs is waited for, unless it hangs")
    void drains() throws Exception {
        Hanging hanging = new Hanging();
        threaded.bindTask(hanging, properties("hanging", 1000));
        threaded.bindTask(() -> run("other"), properties("other", 2000));
        clock.turn(Duration.ofMillis(1000));
        await(hanging.begun);
        threaded.drain();
        assertEquals(Map.of("timers", 1L), threaded.inFlight());
        clock.turn(Duration.ofMillis(61_000));
        assertEquals(Map.of("timers", 0L), threaded.inFlight());
        hanging.free.countDown();
        awaitRun(threaded, 1);
        assertEquals(List.of(), runs);
    }

    @Test
    @DisplayName("the list tells what each timer does")
    void list() {
        Map<String, Object> properties = properties("b", 5000);
        properties.put(TimerTask.HELP, "does b");
        direct.bindTask(() -> run("b"), properties);
        direct.bindTask(() -> {
            throw new IllegalStateException();
        }, properties("a", 2000));
        clock.turn(Duration.ofMillis(6000));
        assertEquals("[{timer=a, interval_ms=2000, state=waiting, seconds=2, runs=3, failures=3, skipped=0,"
                + " longest_ms=0, help=}, {timer=b, interval_ms=5000, state=waiting, seconds=4, runs=1, failures=0,"
                + " skipped=0, longest_ms=0, help=does b}]", new TimerList(direct).execute(Map.of()).toString());
    }
}
