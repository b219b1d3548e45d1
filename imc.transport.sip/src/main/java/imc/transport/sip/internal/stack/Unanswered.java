package imc.transport.sip.internal.stack;

/** A request that goes over a stream, until its answer has come: if the connection ends before, it is told. */
public abstract class Unanswered {

    Unanswered previous;
    Unanswered next;
    volatile Outbox over;

    /** The connection has ended. Called once for each time that the request was sent; must neither wait nor throw. */
    protected abstract void lost();

    /** The answer has come, or nobody waits for it any more. */
    public final void settled() {
        Outbox outbox = over;
        if (outbox != null) {
            outbox.settle(this);
        }
    }
}
