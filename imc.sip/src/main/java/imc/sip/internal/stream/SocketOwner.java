package imc.sip.internal.stream;

import imc.sip.internal.wire.UnreadableException;

/** Whose connection a {@link StreamSocket} is. Called by its loop, but {@link #ended} by any thread. */
interface SocketOwner extends StreamInput.Messages {

    /** What came cannot be read, and nothing will be any more; what is sent now are the last words. */
    void unreadable(UnreadableException e);

    /** Whether it may be idle: somebody is reached over it. */
    boolean isKept();

    /** Whether something that came has to be answered yet. */
    boolean isAwaited();

    /** Whether nothing is to be read for now. Once that is over it is read again, within a second. */
    boolean holdsBack();

    /** Nobody should send anything over it any more. */
    void leaves();

    /** Something failed that never should. */
    void failed(Throwable e);

    /**
     * It is over; comes once.
     *
     * @param agreed false where somebody was there, and no TLS was agreed upon with him
     */
    void ended(String why, boolean agreed);
}
