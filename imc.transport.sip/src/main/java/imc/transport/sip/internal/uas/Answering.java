package imc.transport.sip.internal.uas;

import imc.api.sip.Flow;

/** How an answer gets out without holding up the one who gives it. */
@FunctionalInterface
public interface Answering {

    /** Runs the task at once, or soon where it might have to wait for the peer. */
    void run(Flow peer, Runnable task);
}
