package imc.sip.jain.internal;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread on which JAIN-SIP lives: its timers, what comes in, and what applications are told, one after the other.
 * Made by JAIN-SIP by its class name.
 */
public final class OneThread implements SipTimer {

    private static final Logger LOG = LoggerFactory.getLogger(OneThread.class);
    private static final int PATIENCE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor executor;
    private volatile Thread thread;

    /** The thread comes with the first task. */
    public OneThread() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "imc.sip.jain");
            made.setDaemon(true);
            thread = made;
            return made;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** All of JAIN-SIP's other pools are this one, too. */
    ScheduledThreadPoolExecutor executor() {
        return executor;
    }

    /** Whether the caller is this thread. */
    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Does something soon; what it throws is logged. After the end nothing is done any more. */
    void execute(Runnable task) {
        try {
            executor.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("Too late: {}", e.getMessage());
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // everything else runs on this thread, too
            LOG.warn("JAIN-SIP failed in what it had to do", e);
        }
    }

    @Override
    public boolean schedule(SIPStackTimerTask task, long delay) {
        return keep(task, () -> executor.schedule(() -> run(task::runTask), delay, TimeUnit.MILLISECONDS));
    }

    @Override
    public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
        return keep(task, () -> executor.scheduleWithFixedDelay(() -> run(task::runTask), delay, period,
                TimeUnit.MILLISECONDS));
    }

    private static boolean keep(SIPStackTimerTask task, Supplier<Future<?>> scheduling) {
        try {
            task.setSipTimerTask(scheduling.get());
            return true;
        } catch (RejectedExecutionException e) {
            return false; // everything is over
        }
    }

    @Override
    public boolean cancel(SIPStackTimerTask task) {
        task.cleanUpBeforeCancel();
        return task.getSipTimerTask() instanceof Future<?> future && future.cancel(false);
    }

    @Override
    public void start(SipStackImpl stack, Properties properties) {
        // It has begun.
    }

    @Override
    public boolean isStarted() {
        return !executor.isShutdown();
    }

    @Override
    public void stop() {
        executor.shutdown();
    }

    /** Ends; what has begun, and what was handed over, is still done. When this returns, no thread is left. */
    void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
                LOG.warn("An application of JAIN-SIP keeps the thread {}", thread);
            }
            Thread last = thread;
            if (last != null) {
                last.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
