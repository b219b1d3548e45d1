package imc.conference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.test.kit.Turned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sip.SipException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@h");
    private static final SipAddress ALICE = SipAddress.parse("sip:alice@h");
    private static final SipAddress BOB = SipAddress.parse("sip:bob@h");

    private final Turned clock = new Turned();
    private final Map<SipAddress, Room> rooms = new HashMap<>();
    private final Subscriptions subscriptions =
            new Subscriptions(clock, clock::nanoTime, address -> Optional.ofNullable(rooms.get(address)));
    /** What was sent: state, and the number of users, or nothing. */
    private final List<String> sent = new ArrayList<>();
    private int ended;
    private boolean fails;

    @BeforeEach
    void room() {
        rooms.put(ROOM, Room.empty(ROOM, false).with(new Member(ALICE, Role.OWNER)));
    }

    private Subscription subscribe(SipAddress user, int seconds) {
        Subscription fresh = new Subscription(ROOM, user, new Line() {
            @Override
            public void notify(String state, String body) throws SipException {
                if (fails) {
                    throw new SipException("no way");
                }
                sent.add(state + (body.isEmpty() ? "" : body.replaceAll(
                        "(?s).*version=\"([0-9]+)\".*<user-count>([0-9]+)<.*", " #$1 $2")));
            }

            @Override
            public void end() {
                ended++;
            }
        });
        subscriptions.add(fresh, seconds);
        return fresh;
    }

    private void joins(SipAddress user) {
        rooms.computeIfPresent(ROOM, (address, room) -> room.with(new Member(user, Role.MEMBER)));
        subscriptions.changed(ROOM, Optional.of(rooms.get(ROOM)));
    }

    @Test
    void toldAtOnceAndOfEachChange() {
        Subscription alice = subscribe(ALICE, 600);
        assertEquals(List.of("active;expires=600 #0 1"), sent);
        joins(BOB);
        assertEquals(1, sent.size(), "one NOTIFY at a time");
        subscriptions.answered(alice, 200);
        assertEquals("active;expires=600 #1 2", sent.get(1));
    }

    @Test
    void aRoomIsWatchedFromItsFirstSubscriptionToTheEndOfItsLast() {
        assertFalse(subscriptions.isWatched(ROOM));
        Subscription first = subscribe(ALICE, 600);
        Subscription second = subscribe(ALICE, 600);
        subscriptions.forget(first);
        assertTrue(subscriptions.isWatched(ROOM));
        subscriptions.forget(second);
        assertFalse(subscriptions.isWatched(ROOM));
    }

    @Test
    void manyChangesWithinASecondAreOne() {
        Subscription alice = subscribe(ALICE, 600);
        subscriptions.answered(alice, 200);
        joins(BOB);
        subscriptions.answered(alice, 200);
        for (int i = 0; i < 10; i++) {
            joins(SipAddress.parse("sip:u" + i + "@h"));
        }
        assertEquals(2, sent.size());
        clock.turn(Duration.ofNanos(Subscriptions.PACE_NANOS));
        assertEquals("active;expires=599 #2 12", sent.get(2));
        subscriptions.answered(alice, 200);
        clock.turn(Duration.ofNanos(Subscriptions.PACE_NANOS));
        assertEquals(3, sent.size());
    }

    @Test
    void itExpiresUnlessItIsRefreshed() {
        Subscription alice = subscribe(ALICE, 600);
        subscriptions.answered(alice, 200);
        clock.turn(Duration.ofSeconds(599));
        subscriptions.refresh(alice, 600);
        subscriptions.answered(alice, 200);
        clock.turn(Duration.ofSeconds(599));
        assertEquals(2, sent.size());
        clock.turn(Duration.ofSeconds(1));
        assertEquals("terminated;reason=timeout", sent.get(2));
        assertEquals(1, ended);
        assertEquals(0, subscriptions.count());
    }

    @Test
    void whoIsNoMemberAnyMoreIsToldNothingMore() {
        joins(BOB);
        Subscription bob = subscribe(BOB, 600);
        subscriptions.answered(bob, 200);
        rooms.computeIfPresent(ROOM, (address, room) -> room.without(BOB));
        subscriptions.changed(ROOM, Optional.of(rooms.get(ROOM)));
        assertEquals("terminated;reason=rejected", sent.get(1));
        assertEquals(0, subscriptions.count(BOB));
    }

    @Test
    void theRoomsEndIsTheirs() {
        subscribe(ALICE, 600);
        subscribe(ALICE, 600);
        assertEquals(2, subscriptions.count(ALICE));
        subscriptions.changed(ROOM, Optional.empty());
        assertEquals(List.of("terminated;reason=noresource", "terminated;reason=noresource"), sent.subList(2, 4));
        assertEquals(2, ended);
    }

    @Test
    void whoDoesNotAnswerOrKnowsItNotIsForgotten() {
        subscriptions.answered(subscribe(ALICE, 600), 481);
        subscriptions.answered(subscribe(ALICE, 600), 408);
        Subscription busy = subscribe(ALICE, 600);
        subscriptions.answered(busy, 500);
        assertEquals(1, subscriptions.count());
        joins(BOB);
        assertEquals(4, sent.size(), "another try");
        fails = true;
        subscribe(ALICE, 600);
        assertEquals(1, subscriptions.count());
        assertEquals(3, ended);
    }

    @Test
    void whileTheRoomsAreAwayNothingIsTold() {
        Subscription alice = subscribe(ALICE, 600);
        subscriptions.answered(alice, 200);
        Room there = rooms.remove(ROOM);
        subscriptions.changed(ROOM, Optional.of(there));
        assertEquals(1, sent.size());
        rooms.put(ROOM, there);
        subscriptions.changed(ROOM, Optional.of(there));
        assertEquals(2, sent.size());
        subscriptions.close();
        assertEquals("terminated;reason=deactivated", sent.get(2));
        assertTrue(alice.isOver());
    }

    @Test
    void oneThatIsOnlyToBeSeenOnceIsOver() {
        subscribe(ALICE, 0);
        assertEquals(List.of("terminated;reason=timeout #0 1"), sent);
        assertEquals(0, subscriptions.count());
    }
}
