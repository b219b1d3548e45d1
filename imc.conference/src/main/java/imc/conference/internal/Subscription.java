package imc.conference.internal;

import imc.api.SipAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One user's view of one room. At most one NOTIFY is on its way. For one thread. */
final class Subscription {

    private final SipAddress room;
    private final SipAddress user;
    private final Line line;
    private long version;
    private long end;
    private Future<?> expiry;
    private boolean isOnItsWay;
    private boolean hasNews = true;
    private boolean isOver;

    Subscription(SipAddress room, SipAddress user, Line line) {
        this.room = room;
        this.user = user;
        this.line = line;
    }

    SipAddress room() {
        return room;
    }

    SipAddress user() {
        return user;
    }

    Line line() {
        return line;
    }

    boolean isOver() {
        return isOver;
    }

    /**
     * It lasts until then.
     *
     * @param at   as {@link System#nanoTime()}
     * @param then what ends it
     */
    void until(long at, Future<?> then) {
        if (expiry != null) {
            expiry.cancel(false);
        }
        end = at;
        expiry = then;
    }

    /** There is something to be told. */
    void news() {
        hasNews = true;
    }

    boolean hasNews() {
        return hasNews && !isOnItsWay && !isOver;
    }

    /** The next NOTIFY's state. */
    String active(long now) {
        return "active;expires=" + Math.max(0, TimeUnit.NANOSECONDS.toSeconds(end - now));
    }

    /** The next NOTIFY's number, which is one more each time (RFC 4575 §5.1). */
    long sending() {
        isOnItsWay = true;
        hasNews = false;
        return version++;
    }

    /** The last NOTIFY has been answered. */
    void sent() {
        isOnItsWay = false;
    }

    /** It is over; whether it was not before. */
    boolean over() {
        boolean was = isOver;
        isOver = true;
        if (expiry != null) {
            expiry.cancel(false);
        }
        return !was;
    }
}
