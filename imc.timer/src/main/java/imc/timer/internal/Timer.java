package imc.timer.internal;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs one task at its moments, until it {@link #end ends}. Safe for use by many threads. */
final class Timer {

    /** What runs for longer is told. */
    static final long HANGING_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Appointment what;
    private final Works works;
    private final Troubles troubles;
    private final long interval;
    /**
     * The moment of the run that comes, or that is, as {@link System#nanoTime()}; a run may begin later by the jitter.
     */
    private long moment;
    private long due;
    private long began;
    private State state = State.WAITING;
    private boolean ended;
    private @Nullable Future<?> alarm;
    private @Nullable Thread thread;
    private long runs;
    private long failures;
    private long skipped;
    private long worked;
    private long longest;

    /** What a timer does now. */
    enum State {
        /** Until its moment has come. */
        WAITING,
        /** For a thread: all run something. */
        QUEUED,
        RUNNING,
        /** Running, for longer than it should. */
        HANGING
    }

    Timer(Appointment what, Works works) {
        this.what = what;
        this.works = works;
        this.troubles = new Troubles(what.name(), works.log());
        this.interval = TimeUnit.MILLISECONDS.toNanos(what.interval());
    }

    Appointment appointment() {
        return what;
    }

    synchronized void begin() {
        moment = now() + interval;
        await();
    }

    /** Nothing begins any more; what runs is let alone. */
    synchronized void stop() {
        ended = true;
        if (state == State.WAITING) {
            cancel();
        }
    }

    /** Nothing begins any more; what runs is interrupted. */
    synchronized void end() {
        stop();
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void await() {
        state = State.WAITING;
        long jitter = TimeUnit.MILLISECONDS.toNanos(what.jitter());
        due = moment + (jitter == 0 ? 0 : works.random().applyAsLong(jitter));
        alarm = works.clock().schedule(this::come, Math.max(0, due - now()), TimeUnit.NANOSECONDS);
    }

    private void cancel() {
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    /** The moment has come. */
    private void come() {
        synchronized (this) {
            if (ended || state != State.WAITING) {
                return;
            }
            state = State.QUEUED;
            began = now();
        }
        try {
            works.crew().execute(this::run);
        } catch (Throwable e) { // as where there is no memory for a thread
            done(e);
        }
    }

    private void run() {
        synchronized (this) {
            if (ended) {
                return;
            }
            state = State.RUNNING;
            thread = Thread.currentThread();
            began = now();
            long run = runs;
            alarm = works.clock().schedule(() -> hang(run), HANGING_NANOS, TimeUnit.NANOSECONDS);
        }
        Throwable failure = null;
        try {
            what.task().run();
        } catch (Throwable e) { // whatever it is, others are run, and this again
            failure = e;
        }
        done(failure);
    }

    private void done(@Nullable Throwable failure) {
        long now = now();
        synchronized (this) {
            boolean hung = state == State.HANGING;
            state = State.WAITING;
            cancel();
            if (thread != null) {
                thread = null;
                Thread.interrupted(); // was for the task
            }
            runs++;
            failures += failure == null ? 0 : 1;
            worked += now - began;
            longest = Math.max(longest, now - began);
            if (hung) {
                works.log().info("The timer {} has come to its end, after {} s", what.name(),
                        TimeUnit.NANOSECONDS.toSeconds(now - began));
            }
            if (ended) {
                return; // and what it throws then matters to nobody
            }
            long past = Math.max(0, (now - moment) / interval);
            skipped += past;
            moment += interval * (past + 1);
            await();
        }
        if (failure == null) {
            troubles.worked();
        } else {
            troubles.failed(failure, now);
        }
    }

    private void hang(long run) {
        Throwable where = new Throwable("it is here");
        synchronized (this) {
            if (state != State.RUNNING || run != runs || thread == null) {
                return;
            }
            state = State.HANGING;
            where.setStackTrace(thread.getStackTrace());
        }
        works.log().warn("The timer {} has been running for {} s; it is not run again before that ends, the others are",
                what.name(), TimeUnit.NANOSECONDS.toSeconds(HANGING_NANOS), where);
    }

    private long now() {
        return works.nanoTime().getAsLong();
    }

    /**
     * A timer at one moment.
     *
     * @param nanos    until it is due, or for which it has been in its state
     * @param skipped  moments that were left out
     * @param worked   how long all runs that have ended took, in nanoseconds
     * @param longest  how long the longest of them took, in nanoseconds
     */
    record Snapshot(Appointment what, State state, long nanos, long runs, long failures, long skipped, long worked,
            long longest) {
    }

    synchronized Snapshot snapshot() {
        long now = now();
        return new Snapshot(what, state, state == State.WAITING ? Math.max(0, due - now) : now - began, runs, failures,
                skipped, worked, longest);
    }
}
