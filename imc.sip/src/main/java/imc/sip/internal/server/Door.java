package imc.sip.internal.server;

import imc.api.sip.SipFilter;
import imc.api.sip.SipGuard;

/**
 * Which requests come in at all: those that whoever guards the server has a say in. Immutable.
 *
 * @param local   whether those that come by a listening point on loopback do
 * @param others  whether the others do
 * @param guard   whom each has to get past before any other filter; null for nobody
 */
record Door(boolean local, boolean others, SipFilter guard) {

    /** While nobody has ever guarded the server, it is for this machine's users alone. */
    static final Door UNGUARDED = new Door(true, false, null);

    /** While somebody is on his way. */
    static final Door CLOSED = new Door(false, false, null);

    static Door of(SipGuard guard) {
        return new Door(true, guard.refusal().isEmpty(), guard.filter().orElse(null));
    }

    /** The guard is away, and will be back: whom it would have looked at has to wait. */
    Door left() {
        return new Door(local && guard == null, false, null);
    }

    boolean lets(Request request) {
        return local && others || (request.isLocal() ? local : others);
    }
}
