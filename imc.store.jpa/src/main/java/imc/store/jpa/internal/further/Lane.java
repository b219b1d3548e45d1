package imc.store.jpa.internal.further;

import imc.store.jpa.internal.connection.Connections;
import imc.store.jpa.internal.connection.Failures;
import imc.store.jpa.internal.work.Timers;
import imc.store.jpa.internal.work.WorkQueue;
import imc.store.jpa.internal.work.Worker;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A way into the database beside that of the rooms: one thread and one connection, which it makes when there is
 * something to do. While one transaction is on its way to the disk the next jobs gather, and all of them share the next
 * one. If that fails, each is done alone, on a new connection, so that a bad job fails alone, and a connection that was
 * lost is no matter.
 * <p>
 * A job whose commit was not answered fails, and says that nobody knows: not all of them could be done twice.
 */
final class Lane {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    /** Enough to share the disk's sync, few enough to answer the first soon. */
    static final int GROUP = 512;
    /** What may wait: a part of the heap, which is enough for a moment's work. */
    private static final long MOST_BYTES = Math.max(8 << 20, Runtime.getRuntime().maxMemory() / 64);
    /** What answers may hold that share a transaction: they are given when all of them are there. */
    static final long MOST_ANSWERS = 2 << 20;

    private final String name;
    private final Connections connections;
    private final WorkQueue<LaneJob<?>> queue = new WorkQueue<>(GROUP, MOST_BYTES, MOST_ANSWERS);
    private final Worker<LaneJob<?>> worker;
    /** Both belong to the thread. */
    private Connection connection;
    private boolean away;

    /** @param lingerMillis how long a job waits for others, with which it shares a commit */
    Lane(String name, Connections connections, long lingerMillis, Timers timers) {
        this.name = "imc.store.jpa " + name;
        this.connections = connections;
        queue.linger(lingerMillis);
        this.worker = new Worker<>(this.name, queue, this::carryOut, this::disconnect, timers);
    }

    /**
     * Has something done, behind all that was asked for before.
     *
     * @param what  completes "cannot …"
     * @param bytes what it holds in memory, about
     * @return completes when it is durable
     */
    <T> CompletableFuture<T> add(String what, long bytes, LaneJob.Work<T> work) {
        return add(what, bytes, 0, work);
    }

    /**
     * As {@link #add(String, long, LaneJob.Work)}, for what has a large answer.
     *
     * @param answer what the answer holds in memory at most, about
     */
    <T> CompletableFuture<T> add(String what, long bytes, long answer, LaneJob.Work<T> work) {
        LaneJob<T> job = LaneJob.now(what, bytes, answer, work);
        queue.add(job).ifPresent(refusal -> job.fail(refusal, null));
        return job.stage();
    }

    /** How many jobs wait or are in work. */
    int unfinished() {
        return queue.unfinished();
    }

    private void carryOut(List<LaneJob<?>> group) {
        Failure together = attempt(group);
        if (together == null) {
            return;
        }
        if (!together.kind().isWorthAnotherTry) {
            fail(group, together);
            return;
        }
        for (int i = 0; i < group.size(); i++) {
            Failure alone = attempt(List.of(group.get(i)));
            if (alone != null && alone.kind() != Kind.STATEMENT) {
                fail(group.subList(i, group.size()), alone);
                return;
            }
            if (alone != null) {
                fail(List.of(group.get(i)), alone);
            }
        }
    }

    /** @return null where all of it is durable */
    private Failure attempt(List<LaneJob<?>> group) {
        Kind kind = Kind.CONNECTING;
        List<Runnable> answers = new ArrayList<>(group.size());
        try {
            if (queue.isAbandoned()) {
                return new Failure(Kind.CONNECTING, new SQLException("the store is closed"));
            }
            Connection open = connected();
            kind = Kind.STATEMENT;
            for (LaneJob<?> job : group) {
                answers.add(job.run(open));
            }
            kind = Kind.COMMIT;
            open.commit();
        } catch (Throwable e) {
            // Whatever it is, the thread lives on, and nobody waits for ever.
            disconnect();
            if (Failures.isReadOnly(e)) {
                // Derby opens for reading alone what it could not write at that moment, and for good.
                connections.shutDown();
                kind = Kind.LOST;
            } else if (kind == Kind.STATEMENT && Failures.isConnectionLost(e)) {
                kind = Kind.LOST;
            }
            return new Failure(kind, e);
        }
        if (away) {
            away = false;
            log.info("{}: the database is back", name);
        }
        answers.forEach(Runnable::run);
        return null;
    }

    /** What went wrong. */
    private record Failure(Kind kind, Throwable cause) {
    }

    private enum Kind {
        /** There was no connection to be had. */
        CONNECTING(false),
        /** The connection was lost, and what was done by it with it. */
        LOST(true),
        /** Something was refused, or the connection was lost and the database has its own words for that. */
        STATEMENT(true),
        /** Nobody knows what became of it. */
        COMMIT(false);

        private final boolean isWorthAnotherTry;

        Kind(boolean isWorthAnotherTry) {
            this.isWorthAnotherTry = isWorthAnotherTry;
        }
    }

    private Connection connected() throws SQLException {
        if (connection == null) {
            Connection made = connections.getConnection();
            try {
                made.setAutoCommit(false);
            } catch (SQLException | RuntimeException e) {
                made.close();
                throw e;
            }
            connection = made;
        }
        return connection;
    }

    private void disconnect() {
        Connection gone = connection;
        connection = null;
        if (gone == null) {
            return;
        }
        try (gone) {
            gone.rollback();
        } catch (SQLException | RuntimeException | LinkageError e) {
            log.debug("{}: {}", name, Failures.sentence(e));
        }
    }

    private void fail(List<LaneJob<?>> jobs, Failure failure) {
        String why = connections.fullDisk().orElseGet(() -> Failures.sentence(failure.cause()));
        String sentence = failure.kind() == Kind.COMMIT
                ? "nobody knows whether it was done, since the commit was not answered (" + why + ")" : why;
        if (failure.kind() != Kind.STATEMENT && !away) {
            away = true;
            log.error("{}: the database is away: {}", name, sentence);
        }
        jobs.forEach(job -> job.fail(sentence, failure.cause()));
    }

    /** Takes nothing more. */
    void end() {
        queue.close();
    }

    /** Does what waits, completes every stage, and ends the thread. Waits at most so long. */
    void close(long nanos) {
        worker.close(nanos);
        abandon();
    }

    /** Completes every stage, and begins nothing more. Waits for nothing; any thread may call it. */
    void abandon() {
        queue.abandon().forEach(job -> job.fail("the database did not take it in time", null));
    }
}
