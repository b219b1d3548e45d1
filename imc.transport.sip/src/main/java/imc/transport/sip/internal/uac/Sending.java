package imc.transport.sip.internal.uac;

import imc.api.SipAddress;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.DeliveryListener;

/** A broadcast on its way. */
final class Sending implements Turns.Sending {

    private final Broadcast broadcast;
    private final DeliveryListener listener;
    private final EncodedBroadcast encoded;
    private final OpenCopies copies;
    private final FanOut fanOut;
    private final Pace pace;
    private volatile int next;

    Sending(Broadcast broadcast, DeliveryListener listener, EncodedBroadcast encoded, OpenCopies copies,
            FanOut fanOut) {
        this.broadcast = broadcast;
        this.listener = listener;
        this.encoded = encoded;
        this.copies = copies;
        this.fanOut = fanOut;
        this.pace = broadcast.receivers().size() > Turns.AT_ONCE ? new Pace(System::nanoTime) : null;
    }

    Broadcast broadcast() {
        return broadcast;
    }

    EncodedBroadcast encoded() {
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
        return broadcast.from();
    }

    @Override
    public int left() {
        return broadcast.receivers().size() - next;
    }

    @Override
    public void send(int count) {
        int first = next;
        for (int i = first; i < first + count; i++) {
            fanOut.send(this, i);
        }
        next = first + count;
    }

    @Override
    public Pace pace() {
        return pace;
    }

    /** What became of one receiver's copies. */
    void tell(int receiver, Delivery delivery) {
        copies.tell(broadcast, receiver, delivery, listener);
    }
}
