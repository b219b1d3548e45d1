package imc.sip.internal.route;

import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.location.Location;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Where users are: what the location service says and, while there is none, what it said last. Otherwise everybody
 * would count as not registered for as long as the registrar is being updated, and what was accepted would be lost.
 * <p>
 * What is remembered is bounded in bytes and by age: two generations of a thirty-second of the heap each, of which the
 * elder is forgotten when the younger is full or {@value #GENERATION_MINUTES} minutes old.
 * <p>
 * Safe for use by many threads; never waits.
 */
public final class Whereabouts {

    private static final int SHARE_OF_HEAP = 32;
    private static final int WEIGHT_OF_USER = 200;
    private static final int WEIGHT_OF_CONTACT = 150;
    static final int GENERATION_MINUTES = 30;
    private static final long GENERATION_NANOS = TimeUnit.MINUTES.toNanos(GENERATION_MINUTES);
    /**
     * A location service that has just come back may know less than the one that went. For so long its silence about a
     * user is not believed, unless the user has registered, or taken the registration back, with it.
     */
    static final int GRACE_SECONDS = 30;
    private static final int AWAY_SECONDS = 60;

    private final LongSupplier nanoTime;
    private final AtomicReference<Location> service = new AtomicReference<>();
    private final Generations<SipAddress, List<Contact>> remembered;
    private final AtomicLong generationEnd;
    private volatile boolean wasAway;
    private volatile boolean wasThere;
    private volatile long leftAt;
    private volatile boolean inGrace;
    private volatile long graceEnd;

    /** @param nanoTime as {@link System#nanoTime()} */
    public Whereabouts(LongSupplier nanoTime) {
        this(nanoTime, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /** @param most how many bytes a generation may take up */
    Whereabouts(LongSupplier nanoTime, long most) {
        this.nanoTime = nanoTime;
        this.remembered = new Generations<>(most, (user, contacts) -> weight(contacts));
        this.generationEnd = new AtomicLong(nanoTime.getAsLong() + GENERATION_NANOS);
    }

    /** A location service has come. */
    public void arrived(Location location) {
        graceEnd = nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
        inGrace = wasAway;
        service.set(location);
        wasThere = true;
    }

    /** A location service goes. */
    public void left(Location location) {
        if (service.compareAndSet(location, null)) {
            leftAt = nanoTime.getAsLong();
            wasAway = true;
        }
    }

    /** Whether there is a location service. */
    public boolean isThere() {
        return service.get() != null;
    }

    /** Whether there is none, and has been one a minute ago: most likely it is being updated. */
    public boolean isAway() {
        return wasThere && !isThere() && nanoTime.getAsLong() - leftAt < TimeUnit.SECONDS.toNanos(AWAY_SECONDS);
    }

    /** Whether there has been one at all. */
    public boolean wasThere() {
        return wasThere;
    }

    /** A user's contacts, the preferred one first; empty for who is known nowhere. */
    public List<Contact> contacts(SipAddress user) {
        Location location = service.get();
        if (location == null) {
            return remembered(user);
        }
        List<Contact> contacts = location.contacts(user);
        if (contacts.isEmpty() && isInGrace()) {
            return remembered(user);
        }
        return remember(user, contacts);
    }

    /** A user has registered anew, or taken the registration back: what was remembered counts no more. */
    public void changed(SipAddress user) {
        Location location = service.get();
        if (location != null) {
            remember(user, location.contacts(user));
        }
    }

    private boolean isInGrace() {
        return inGrace && nanoTime.getAsLong() - graceEnd < 0;
    }

    /** Whether it could be said where a user is, if there was no location service: somewhere, or nowhere. */
    public boolean isRemembered(SipAddress user) {
        return remembered.peek(user) != null;
    }

    /** What it said last is no older for being asked for. */
    private List<Contact> remembered(SipAddress user) {
        List<Contact> contacts = remembered.peek(user);
        return contacts == null ? List.of() : contacts;
    }

    private List<Contact> remember(SipAddress user, List<Contact> contacts) {
        List<Contact> last = remembered.get(user);
        if (!contacts.equals(last) && !(contacts.isEmpty() && last == null)) {
            remembered.put(user, List.copyOf(contacts));
        }
        age();
        return contacts;
    }

    private static long weight(List<Contact> contacts) {
        return WEIGHT_OF_USER + contacts.stream()
                .mapToLong(contact -> WEIGHT_OF_CONTACT + contact.uri().length()).sum();
    }

    /** Some time has gone by, whether anybody has been asked for or not. */
    public void age() {
        long end = generationEnd.get();
        long now = nanoTime.getAsLong();
        if (now - end >= 0 && generationEnd.compareAndSet(end, now + GENERATION_NANOS)) {
            remembered.age();
        }
    }
}
