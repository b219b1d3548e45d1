package imc.sip.internal.fanout;

import imc.api.SipAddress;
import imc.api.sip.SharedRequest;
import imc.api.sip.SipFanOut;
import imc.api.transport.Delivery;
import java.util.concurrent.atomic.AtomicInteger;

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
    private final long began = System.nanoTime();

    /** @param pace null where it needs none */
    Sending(SharedRequest request, SipFanOut.Outcomes outcomes, EncodedRequest encoded, OpenCopies copies,
            FanOut fanOut, Pace pace, InFlight.Load load) {
        this.request = request;
        this.outcomes = outcomes;
        this.encoded = encoded;
        this.copies = copies;
        this.fanOut = fanOut;
        this.pace = pace;
        this.load = load;
        load.hold(request.receivers().size());
    }

    @Override
    public SipAddress room() {
        return request.from();
    }

    SipAddress receiver(int place) {
        return request.receivers().get(place);
    }

    /** As {@link SharedRequest#except()}. */
    String except() {
        return request.except();
    }

    EncodedRequest encoded() {
        return encoded;
    }

    @Override
    public int left() {
        return Math.max(0, request.receivers().size() - next.get());
    }

    /** Whoever takes the next ones, nobody else does. */
    @Override
    public void send(int count) {
        int first = next.getAndAdd(count);
        fanOut.send(this, first, end(first, count));
    }

    /** Sends to a receiver of whom it was not known where he is. */
    void sendNow(int receiver) {
        fanOut.sendNow(this, receiver);
    }

    /** None that has not been sent will be, and each receiver is told. */
    void fail() {
        int count = left();
        int first = next.getAndAdd(count);
        for (int i = first; i < end(first, count); i++) {
            tell(i, Delivery.TRANSPORT_ERROR.shared());
            handedOver();
        }
    }

    private int end(int first, int count) {
        return Math.min(first + count, request.receivers().size());
    }

    /** One receiver's copies have been handed over: what they take up counts for themselves. */
    void handedOver() {
        load.release();
    }

    /** Something of it waits elsewhere. */
    void held() {
        load.begun();
    }

    /** It waits there no more. */
    void released() {
        load.ended();
    }

    /** A copy goes out. */
    void begun() {
        if (pace != null) {
            pace.begun();
        }
        load.begun();
    }

    /** A copy has come to its end. */
    void ended() {
        if (pace != null) {
            pace.ended();
        }
        load.ended();
    }

    @Override
    public Pace pace() {
        return pace;
    }

    /** Has a copy told when everything is closed. */
    void keep(Copy copy) {
        copies.keep(copy);
    }

    void forget(Copy copy) {
        copies.forget(copy);
    }

    /** What became of one receiver's copies. Throws nothing. */
    void tell(int receiver, Delivery delivery) {
        copies.tell(request, receiver, delivery, outcomes, began);
    }
}
