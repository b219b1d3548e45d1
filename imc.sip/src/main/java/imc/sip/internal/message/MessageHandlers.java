package imc.sip.internal.message;

import imc.api.Answer;
import imc.api.sip.MessageHandler;
import imc.api.sip.SipResponse;
import imc.sip.internal.server.Requests;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** Who takes messages now, if anybody does. Safe for use by many threads. */
public final class MessageHandlers {

    /** There is none: soon there will be. */
    static final SipResponse MISSING =
            SipResponse.of(Answer.unavailable("Nobody takes messages now", Requests.RETRY_AFTER_SECONDS));
    private static final long AWAY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final AtomicReference<MessageHandler> now = new AtomicReference<>();
    private final LongSupplier nanoTime;
    private volatile long leftAt;

    /** @param nanoTime as {@link System#nanoTime()} */
    public MessageHandlers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.leftAt = nanoTime.getAsLong() - AWAY_NANOS;
    }

    /** One has come, and takes the place of the one that there was. */
    public void arrived(MessageHandler handler) {
        now.set(handler);
    }

    /** One goes; if another has taken its place, nothing changes. */
    public void left(MessageHandler handler) {
        leftAt = nanoTime.getAsLong();
        now.compareAndSet(handler, null);
    }

    /** Null for nobody. */
    MessageHandler get() {
        return now.get();
    }

    /** Whether there was one until a minute ago: while it is being updated nobody else gets what is meant for it. */
    boolean isAway() {
        return now.get() == null && nanoTime.getAsLong() - leftAt < AWAY_NANOS;
    }
}
