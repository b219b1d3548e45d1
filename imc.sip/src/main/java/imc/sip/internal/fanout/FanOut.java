package imc.sip.internal.fanout;

import imc.api.SipAddress;
import imc.api.sip.SharedRequest;
import imc.api.sip.SipFanOut;
import imc.api.transport.Delivery;

/** Sends a request to many: one copy to each contact of each receiver, in order for each. */
public final class FanOut implements SipFanOut, AutoCloseable {

    private final Dispatch dispatch;
    private final OpenCopies copies;
    private final Congestion congestion;
    private final Turns turns = new Turns(Math.max(2, Runtime.getRuntime().availableProcessors() / 2));

    /**
     * @param dispatch   sends the copies
     * @param copies     that are on their way
     * @param congestion whether the outbound proxy follows
     */
    public FanOut(Dispatch dispatch, OpenCopies copies, Congestion congestion) {
        this.dispatch = dispatch;
        this.copies = copies;
        this.congestion = congestion;
    }

    @Override
    public void send(SharedRequest request, Outcomes outcomes) {
        int receivers = request.receivers().size();
        InFlight inFlight = dispatch.outlet().inFlight();
        copies.expect(receivers);
        Sending sending;
        try {
            EncodedRequest encoded = new EncodedRequest(request);
            Pace pace = receivers <= Turns.AT_ONCE ? null
                    : new Pace(System::nanoTime, congestion::isThere, inFlight::isTight);
            sending = new Sending(request, outcomes, encoded, copies, dispatch, pace,
                    inFlight.load(request.from(), encoded, request.content().bytes().length, receivers));
        } catch (Throwable e) { // nobody gets any of it
            dispatch.outlet().faults().add("A message of {} could not be sent", request.from(), e);
            for (int i = 0; i < receivers; i++) {
                copies.tell(request, i, Delivery.TRANSPORT_ERROR.shared(), outcomes, System.nanoTime());
            }
            return;
        }
        try {
            turns.send(sending);
        } catch (Throwable e) { // no memory to wait for its turn in
            dispatch.outlet().faults().add("A message of {} could not be sent", request.from(), e);
            sending.fail();
        }
    }

    @Override
    public boolean isAway(SipAddress receiver) {
        return dispatch.isAway(receiver);
    }

    /** How many outcomes are still open. */
    public int pending() {
        return copies.pending();
    }

    /** Tells all outcomes that are still open as transport errors. */
    @Override
    public void close() {
        turns.close();
        dispatch.unlocated().close();
        copies.close();
    }
}
