package imc.api.room;

import imc.api.SipAddress;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps what members say for those who cannot be given it now, and gives it to them later. To add one, register a
 * service of this type. Several are asked one after the other, that of the highest {@code service.ranking} first, each
 * for those whom the one before left; the speaker is answered when all is durable. Without one everything is sent at
 * once, and what does not arrive is lost.
 * <p>
 * Called by many threads, which must not be held up: on a room's own thread, and on the transport's. What it throws is
 * logged once and counted, and everything goes on as if there were none. Nothing that it is given is null.
 */
@ConsumerType
public interface Keeper {

    /**
     * Something is about to be said: policies have let it pass. Called in the room's turn, once for each message.
     *
     * @param speech for all its receivers, in plain form; {@link Broadcast#said} is there
     * @return who is sent nothing now, because his copy is kept
     */
    Kept keep(Broadcast speech);

    /**
     * A copy of something that was said did not arrive.
     *
     * @param copy     what was sent; {@link Broadcast#said} is there
     * @param receiver the receiver's place in {@link Broadcast#receivers()}
     * @param delivery how it ended: not delivered
     * @return whether it is kept now, so that the failure is not held against the receiver
     */
    boolean keep(Broadcast copy, int receiver, Delivery delivery);

    /**
     * For whom copies are kept, and are not sent.
     *
     * @param others who is still sent a copy, in the order in which they stood; all of them, where what is said is kept
     *               for other reasons
     * @param stored completes when what was kept is durable; the speaker is answered then, and not before: with 202
     *               where there are no others (RFC 3428 §7), else as usual. Exceptionally where it could not be kept:
     *               the keeper does something about that, and the speaker is answered as usual. On any thread. After
     *               ten seconds he is answered 503, whatever becomes of it
     */
    record Kept(List<SipAddress> others, CompletionStage<Void> stored) {

        public Kept {
            Objects.requireNonNull(others, "others");
            Objects.requireNonNull(stored, "stored");
        }
    }
}
