package imc.conference.internal;

import imc.api.Member;
import imc.api.Room;
import imc.api.SipAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All subscriptions, by room. A room's changes are told at most once a second, as its state is then (RFC 4575 §4).
 * For one thread, which is that of the clock, but for {@link #isWatched}.
 */
final class Subscriptions {

    static final int MOST = 2000;
    static final int MOST_OF_A_USER = 20;
    static final long PACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    /** Answers after which a subscription is over (RFC 6665 §4.2.2, RFC 5057 §5.1). */
    private static final Set<Integer> FATAL = Set.of(404, 405, 408, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501,
            502, 604);

    private final Map<SipAddress, Watched> rooms = new ConcurrentHashMap<>();
    private final Map<SipAddress, Integer> ofUser = new HashMap<>();
    private final ScheduledExecutorService clock;
    private final LongSupplier nanoTime;
    private final Function<SipAddress, Optional<Room>> current;
    private int count;

    /**
     * @param clock    runs what is due later, on the thread of all of this
     * @param nanoTime as {@link System#nanoTime()}
     * @param current  a room as it is; empty where it is not known
     */
    Subscriptions(ScheduledExecutorService clock, LongSupplier nanoTime, Function<SipAddress, Optional<Room>> current) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.current = current;
    }

    /** A room that somebody watches. */
    private static final class Watched {

        private final Set<Subscription> by = new LinkedHashSet<>();
        private long next;
        private boolean isScheduled;
    }

    /** Whether anybody has a subscription to a room. Any thread may ask. */
    boolean isWatched(SipAddress room) {
        return rooms.containsKey(room);
    }

    int count() {
        return count;
    }

    int count(SipAddress user) {
        return ofUser.getOrDefault(user, 0);
    }

    /** One more; told at once what there is. */
    void add(Subscription subscription, long seconds) {
        rooms.computeIfAbsent(subscription.room(), room -> {
            Watched fresh = new Watched();
            fresh.next = nanoTime.getAsLong();
            return fresh;
        }).by.add(subscription);
        ofUser.merge(subscription.user(), 1, Integer::sum);
        count++;
        refresh(subscription, seconds);
    }

    /** It lasts longer, and is told again what there is. */
    void refresh(Subscription subscription, long seconds) {
        if (seconds == 0) {
            end(subscription, "timeout", true);
            return;
        }
        subscription.until(nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(seconds),
                clock.schedule(() -> end(subscription, "timeout", false), seconds, TimeUnit.SECONDS));
        subscription.news();
        if (subscription.hasNews()) {
            current.apply(subscription.room()).ifPresent(room -> tell(subscription, ConferenceInfo.of(room)));
        }
    }

    /** A room has changed. */
    void changed(SipAddress address, Optional<Room> after) {
        Watched watched = rooms.get(address);
        if (watched == null) {
            return;
        }
        for (Subscription subscription : List.copyOf(watched.by)) {
            if (after.isEmpty()) {
                end(subscription, "noresource", false);
            } else if (!isMember(after.get(), subscription.user())) {
                end(subscription, "rejected", false);
            } else {
                subscription.news();
            }
        }
        tellSoon(address, watched);
    }

    static boolean isMember(Room room, SipAddress user) {
        return room.member(user).map(Member::role).filter(role -> role.isPresent()).isPresent();
    }

    private void tellSoon(SipAddress address, Watched watched) {
        long now = nanoTime.getAsLong();
        if (watched.isScheduled || watched.by.stream().noneMatch(Subscription::hasNews)) {
            return;
        }
        if (now - watched.next >= 0) {
            tell(address, watched);
        } else {
            watched.isScheduled = true;
            clock.schedule(() -> {
                watched.isScheduled = false;
                tell(address, watched);
            }, watched.next - now, TimeUnit.NANOSECONDS);
        }
    }

    private void tell(SipAddress address, Watched watched) {
        Optional<Room> room = current.apply(address);
        if (room.isEmpty()) {
            return; // The rooms are away; they are told of when they come back.
        }
        watched.next = nanoTime.getAsLong() + PACE_NANOS;
        ConferenceInfo info = ConferenceInfo.of(room.get());
        List.copyOf(watched.by).stream().filter(Subscription::hasNews)
                .forEach(subscription -> tell(subscription, info));
    }

    private void tell(Subscription subscription, ConferenceInfo info) {
        send(subscription, subscription.active(nanoTime.getAsLong()), info.text(subscription.sending()));
    }

    private void send(Subscription subscription, String state, String body) {
        try {
            subscription.line().notify(state, body);
        } catch (SipException | RuntimeException e) {
            LOG.debug("{} cannot be told of {}: {}", subscription.user(), subscription.room(), e.toString());
            forget(subscription);
        }
    }

    /**
     * A NOTIFY has been answered.
     *
     * @param status 408 for one that was not
     */
    void answered(Subscription subscription, int status) {
        subscription.sent();
        if (FATAL.contains(status)) {
            forget(subscription);
        } else if (subscription.hasNews()) {
            tellSoon(subscription.room(), rooms.get(subscription.room()));
        }
    }

    /** It ends, and its user is told why. */
    void end(Subscription subscription, String reason, boolean withState) {
        if (!subscription.isOver()) {
            Optional<Room> room = withState ? current.apply(subscription.room()) : Optional.empty();
            send(subscription, "terminated;reason=" + reason,
                    room.map(ConferenceInfo::of).map(info -> info.text(subscription.sending())).orElse(""));
            forget(subscription);
        }
    }

    /** It ends without a word. */
    void forget(Subscription subscription) {
        if (!subscription.over()) {
            return;
        }
        subscription.line().end();
        count--;
        ofUser.computeIfPresent(subscription.user(), (user, there) -> there == 1 ? null : there - 1);
        Watched watched = rooms.get(subscription.room());
        watched.by.remove(subscription);
        if (watched.by.isEmpty()) {
            rooms.remove(subscription.room());
        }
    }

    /** All end, and whoever has one is told to try again (RFC 6665 §4.1.3). */
    void close() {
        rooms.values().stream().flatMap(watched -> watched.by.stream()).toList()
                .forEach(subscription -> end(subscription, "deactivated", false));
    }
}
