package imc.sip.internal.fanout;

import imc.api.SipAddress;
import imc.api.sip.SharedRequest;
import imc.api.sip.SipFanOut;
import imc.api.transport.Delivery;
import imc.sip.internal.udp.Batches;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.ObjIntConsumer;

/** A request for many on its way. */
final class Sending implements Turns.Sending {

    private final SharedRequest request;
    private final SipFanOut.Outcomes outcomes;
    private final EncodedRequest encoded;
    private final OpenCopies copies;
    private final FanOut fanOut;
    private final Pace pace;
    private final InFlight.Load load;
    private final AtomicInteger next = new AtomicInteger();

    Sending(SharedRequest request, SipFanOut.Outcomes outcomes, EncodedRequest encoded, OpenCopies copies,
            FanOut fanOut, InFlight.Load load) {
        this.request = request;
        this.outcomes = outcomes;
        this.encoded = encoded;
        this.copies = copies;
        this.fanOut = fanOut;
        this.load = load;
        this.pace = request.receivers().size() <= Turns.AT_ONCE ? null
                : new Pace(System::nanoTime, fanOut.congestion()::isThere, fanOut.inFlight()::isTight);
        load.hold(request.receivers().size());
    }

    SharedRequest request() {
        return request;
    }

    EncodedRequest encoded() {
        return encoded;
    }

    OpenCopies copies() {
        return copies;
    }

    FanOut fanOut() {
        return fanOut;
    }

    @Override
    public SipAddress room() {
        return request.from();
    }

    @Override
    public int left() {
        return Math.max(0, request.receivers().size() - next.get());
    }

    @Override
    public void send(int count) {
        each(count, receiver -> fanOut.send(this, receiver));
    }

    /** None that has not been sent will be, and each receiver is told. */
    void fail() {
        each(left(), receiver -> tell(receiver, Delivery.TRANSPORT_ERROR.shared()));
    }

    /** Whoever takes the next ones, nobody else does. */
    private void each(int count, IntConsumer action) {
        int first = next.getAndAdd(count);
        int end = Math.min(first + count, request.receivers().size());
        together(Batches::begin);
        for (int i = first; i < end; i++) {
            action.accept(i);
            load.release();
        }
        together(Batches::end);
    }

    /** What goes wrong with that must not keep anything from being sent. */
    private void together(ObjIntConsumer<Batches> what) {
        try {
            what.accept(fanOut.batches(), room().hashCode());
        } catch (Throwable e) { // what was collected is sent again, as what was lost is
            fanOut.faults().add("What {} sends could not be sent together", room(), e);
        }
    }

    /** The memory that it takes up. */
    InFlight.Load load() {
        return load;
    }

    @Override
    public Pace pace() {
        return pace;
    }

    /** What became of one receiver's copies. Throws nothing. */
    void tell(int receiver, Delivery delivery) {
        copies.tell(request, receiver, delivery, outcomes);
    }
}
