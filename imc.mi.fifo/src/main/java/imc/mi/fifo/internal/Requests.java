package imc.mi.fifo.internal;

import imc.api.log.EventLog;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests. Commands are run in the order in which they came, as Kamailio's only process does it, for a client
 * may send two in a row; but none waits for longer than its patience for the one before it. Replies are written side
 * by side.
 */
final class Requests {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final FifoSettings settings;
    private final LineProtocol lines;
    private final JsonRpc json;
    private final Outcomes outcomes;
    private final Bounds bounds;
    private final LongSupplier nanoTime;
    private final EventLog log;

    Requests(Commands commands, FifoSettings settings, Outcomes outcomes, Bounds bounds, LongSupplier nanoTime) {
        this.settings = settings;
        this.lines = new LineProtocol(commands, settings::replyIndent);
        this.json = new JsonRpc(commands);
        this.outcomes = outcomes;
        this.bounds = bounds;
        this.nanoTime = nanoTime;
        this.log = new EventLog(LOG::isWarnEnabled, LOG::warn, nanoTime);
    }

    /** A request in its place behind the one before it. */
    final class Turn {

        private final Request request;
        private final CountDownLatch before;
        private final CountDownLatch done = new CountDownLatch(1);
        private final long begun = nanoTime.getAsLong();

        Turn(Request request, CountDownLatch before) {
            this.request = request;
            this.before = before;
        }

        /** Opened when the next may be run. */
        CountDownLatch done() {
            return done;
        }

        /** Throws nothing, whatever the command does. */
        void take(ScheduledExecutorService timer) {
            try {
                before.await(bounds.patience().toNanos(), TimeUnit.NANOSECONDS);
                if (nanoTime.getAsLong() - begun > bounds.age().toNanos()) {
                    lost(Outcome.LATE, "it waited for too long behind others");
                } else {
                    answer(timer);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                lost(Outcome.LATE, "the server stops");
            } catch (RuntimeException | Error e) {
                // What commands throw is the dispatcher's; their results are anybody's code, too.
                outcomes.count(Outcome.UNDELIVERED);
                LOG.error("A request could not be answered", e);
            } finally {
                done.countDown();
            }
        }

        private void answer(ScheduledExecutorService timer) {
            if (request instanceof Request.Lost lost) {
                lost(lost.outcome(), lost.why());
                return;
            }
            Call call = request instanceof Request.Lines whole ? lines.call(whole)
                    : request instanceof Request.BrokenLines broken ? lines.call(broken)
                    : request instanceof Request.Json text ? json.call(text)
                    : json.call((Request.JsonLine) request);
            if (call.reply().isEmpty()) {
                call.run();
                outcomes.count(Outcome.SILENT);
                return;
            }
            try (ReplyPipe pipe = ReplyPipe.open(settings, call.reply(), bounds, timer, nanoTime)) {
                Call.Answer answer = call.run();
                done.countDown();
                OutputStream out = new BufferedOutputStream(pipe);
                answer.writeTo(out);
                out.flush();
                outcomes.count(Outcome.ANSWERED);
            } catch (IOException e) {
                lost(Outcome.UNDELIVERED, String.valueOf(e.getMessage()));
            }
        }

        private void lost(Outcome outcome, String why) {
            outcomes.count(outcome);
            log.write("%s request=%s reason=%s", outcome.word(), EventLog.quoted(request.what()), EventLog.quoted(why));
        }
    }
}
