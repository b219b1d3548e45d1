package imc.store.kit;

import static imc.store.kit.Changes.ROOM;
import static imc.store.kit.Changes.created;
import static imc.store.kit.Changes.createdPrivate;
import static imc.store.kit.Changes.destroyed;
import static imc.store.kit.Changes.durable;
import static imc.store.kit.Changes.invited;
import static imc.store.kit.Changes.put;
import static imc.store.kit.Changes.removed;
import static imc.store.kit.Changes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.store.Change;
import imc.api.store.RoomReceiver;
import imc.api.store.RoomStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every {@link RoomStore} promises. A store's own tests extend this class, name the store with
 * {@code @DisplayName}, and say how it is opened and closed.
 */
@ExtendWith(ConformanceSummary.class)
public abstract class StoreConformance extends BatchConformance {

    @Test
    void aNewStoreHasNoRooms() throws Exception {
        assertEquals(Map.of(), kept().rooms);
    }

    @Test
    void everyRoleComesBackAndTheMembersStandInTheOrderOfTheirComing() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, "sip:zoe@example.com", Role.OWNER)));
        durable(write(store, put(ROOM, BOB, Role.ADMIN), put(ROOM, "sip:al@b.org", Role.INVITED)));
        durable(write(store, put(ROOM, "sip:carol@example.com", Role.MEMBER)));

        Loaded loaded = kept();

        assertEquals("sip:zoe@example.com OWNER, sip:bob@example.com ADMIN, sip:al@b.org INVITED, "
                + "sip:carol@example.com MEMBER", loaded.members(ROOM));
        assertFalse(loaded.room(ROOM).isPrivate());
    }

    @Test
    void aPrivateRoomStaysPrivate() throws Exception {
        durable(write(store, createdPrivate(ROOM), created(OTHER)));
        durable(write(store, put(ROOM, ALICE, Role.OWNER)));
        assertTrue(kept().room(ROOM).isPrivate());
        assertFalse(kept().room(OTHER).isPrivate());
    }

    @Test
    void aRoomWithoutMembersIsARoom() throws Exception {
        durable(write(store, created(ROOM)));
        durable(write(store, created(OTHER), put(OTHER, BOB, Role.OWNER), removed(OTHER, BOB)));
        assertEquals("", kept().members(ROOM));
        assertEquals("", kept().members(OTHER));
    }

    @Test
    void aNewRoleLeavesTheMemberInItsPlaceAndWhoComesBackStandsLast() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, "sip:a@x", Role.OWNER), put(ROOM, "sip:b@x", Role.MEMBER),
                put(ROOM, "sip:c@x", Role.INVITED)));
        durable(write(store, put(ROOM, "sip:a@x", Role.ADMIN), put(ROOM, "sip:c@x", Role.OWNER)));
        durable(write(store, removed(ROOM, "sip:b@x"), put(ROOM, "sip:b@x", Role.MEMBER)));
        assertEquals("sip:a@x ADMIN, sip:c@x OWNER, sip:b@x MEMBER", kept().members(ROOM));
    }

    @Test
    void aDestroyedRoomIsGoneWithItsMembersAndOthersStay() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, ALICE, Role.OWNER)));
        durable(write(store, created(OTHER), put(OTHER, ALICE, Role.OWNER)));
        durable(write(store, destroyed(ROOM)));

        assertFalse(kept().has(ROOM));
        assertEquals(ALICE + " OWNER", kept().members(OTHER));

        durable(write(store, created(ROOM)));
        assertEquals("", kept().members(ROOM));
    }

    @Test
    void whatIsNotThereCanBeRemovedWithoutHarm() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, ALICE, Role.OWNER)));
        durable(write(store, destroyed("sip:never@was"), removed(ROOM, "sip:never@was")));
        assertEquals(ALICE + " OWNER", kept().members(ROOM));
    }

    @Test
    void aRoomMadeAnewHasNoneOfTheOldOnesMembers() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, ALICE, Role.OWNER), put(ROOM, BOB, Role.MEMBER)));
        durable(write(store, createdPrivate(ROOM), put(ROOM, BOB, Role.OWNER)));
        assertEquals(BOB + " OWNER", kept().members(ROOM));
        assertTrue(kept().room(ROOM).isPrivate());

        durable(write(store, destroyed(ROOM), created(ROOM), put(ROOM, ALICE, Role.OWNER)));
        assertEquals(ALICE + " OWNER", kept().members(ROOM));
        assertFalse(kept().room(ROOM).isPrivate());
    }

    @Test
    void anInviterIsKeptUntilTheInvitationIsAnswered() throws Exception {
        durable(write(store, createdPrivate(ROOM), put(ROOM, ALICE, Role.OWNER), invited(ROOM, BOB, ALICE)));
        assertEquals(Optional.of(SipAddress.parse(ALICE)), inviterOfBob());

        durable(write(store, invited(ROOM, BOB, "sip:carol@example.com")));
        assertEquals(Optional.of(SipAddress.parse("sip:carol@example.com")), inviterOfBob());

        durable(write(store, put(ROOM, BOB, Role.MEMBER)));
        assertEquals(Optional.empty(), inviterOfBob());

        durable(write(store, put(ROOM, BOB, Role.INVITED)));
        assertEquals(Optional.empty(), inviterOfBob(), "a new invitation knows nothing of an old one");
    }

    @Test
    void aWithdrawnInvitationLeavesNoInviterBehind() throws Exception {
        durable(write(store, created(ROOM), invited(ROOM, BOB, ALICE), removed(ROOM, BOB),
                put(ROOM, BOB, Role.INVITED)));
        assertEquals(Optional.empty(), inviterOfBob());
        durable(write(store, invited(ROOM, BOB, ALICE)));
        durable(write(store, destroyed(ROOM)));
        durable(write(store, created(ROOM), put(ROOM, BOB, Role.INVITED)));
        assertEquals(Optional.empty(), inviterOfBob());
    }

    private Optional<SipAddress> inviterOfBob() throws Exception {
        return kept().room(ROOM).member(SipAddress.parse(BOB)).orElseThrow().inviter();
    }

    @Test
    void telephoneNumbersEscapesAndIpv6HostsComeBackAsTheyWere() throws Exception {
        String room = "sip:caf%C3%A9@[2001:db8::1]";
        durable(write(store, created(room), put(room, "tel:+4930123456", Role.OWNER),
                put(room, "tel:123;phone-context=example.com", Role.MEMBER),
                put(room, "sip:a%40b@example.com", Role.MEMBER),
                invited(room, "sip:%F0%9F%98%80@example.com", "tel:+4930123456"),
                put(room, "sip:it's_*(~)!%25;&=+$,?/@example.com", Role.MEMBER)));

        Loaded loaded = kept();
        assertEquals("tel:+4930123456 OWNER, tel:123;phone-context=example.com MEMBER, sip:a%40b@example.com MEMBER, "
                + "sip:%F0%9F%98%80@example.com INVITED, sip:it's_*(~)!%25;&=+$,?/@example.com MEMBER",
                loaded.members(room));
        assertEquals(Optional.of(SipAddress.parse("tel:+4930123456")), loaded.room(room)
                .member(SipAddress.parse("sip:%F0%9F%98%80@example.com")).orElseThrow().inviter());
    }

    @Test
    void addressesThatDifferInCaseAloneAreDifferent() throws Exception {
        durable(write(store, created("sip:Chat-1@x"), put("sip:Chat-1@x", "sip:Bob@x", Role.OWNER),
                put("sip:Chat-1@x", "sip:bob@x", Role.MEMBER)));
        durable(write(store, createdPrivate("sip:chat-1@x"), put("sip:chat-1@x", "sip:BOB@x", Role.OWNER)));
        assertEquals("sip:Bob@x OWNER, sip:bob@x MEMBER", kept().members("sip:Chat-1@x"));
        assertEquals("sip:BOB@x OWNER", kept().members("sip:chat-1@x"));

        durable(write(store, removed("sip:Chat-1@x", "sip:bob@x"), destroyed("sip:chat-1@x")));
        assertEquals("sip:Bob@x OWNER", kept().members("sip:Chat-1@x"));
        assertFalse(kept().has("sip:chat-1@x"));
    }

    @Test
    void addressesAsLongAsTheyMayBeAreKept() throws Exception {
        String other = LONGEST.substring(0, LONGEST.length() - 1) + "i";
        durable(write(store, created(LONGEST), put(LONGEST, LONGEST, Role.OWNER), invited(LONGEST, other, LONGEST)));
        assertEquals(LONGEST + " OWNER, " + other + " INVITED", kept().members(LONGEST));
    }

    @Test
    void aRoomOfTenThousandMembersIsARoomLikeOthers() throws Exception {
        List<Change> batch = new ArrayList<>(List.of(created(ROOM)));
        for (int i = 0; i < 10_000; i++) {
            batch.add(put(ROOM, "sip:u" + i + "@example.com", i == 0 ? Role.OWNER : Role.MEMBER));
        }
        durable(write(store, batch));
        durable(write(store, removed(ROOM, "sip:u5000@example.com"), put(ROOM, "sip:u9999@example.com", Role.ADMIN)));

        Room room = kept().room(ROOM);

        batch.addAll(List.of(removed(ROOM, "sip:u5000@example.com"), put(ROOM, "sip:u9999@example.com", Role.ADMIN)));
        assertEquals(Optional.ofNullable(Change.apply(batch, null)).map(Room::members), Optional.of(room.members()));
    }

    @Test
    void whatIsReadIsWhatTheChangesMake() throws Exception {
        RandomChanges random = new RandomChanges(20);
        for (int round = 0; round < 3; round++) {
            List<CompletableFuture<Void>> stages = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                stages.add(write(store, random.next()));
            }
            allDone(stages);
            Loaded loaded = kept();
            assertEquals(random.rooms(), loaded.rooms);
            random.rooms().forEach((address, room) ->
                    assertEquals(room.members(), loaded.room(address.toString()).members(), "the members' order"));
        }
    }

    @Test
    void theLineageIsEmptyAtFirstAndThenWhatItWasLastSetTo() throws Exception {
        if (store.lineage().isEmpty()) {
            store.setLineage("a store that keeps none takes it without complaint");
            return;
        }
        assertEquals(Optional.of(""), store.lineage());
        durable(write(store, created(ROOM)));
        assertEquals(Optional.of(""), store.lineage());
        store.setLineage("first");
        store.setLineage("x".repeat(64));
        kept();
        assertEquals(Optional.of("x".repeat(64)), store.lineage());
        store.setLineage("second");
        assertEquals(1, kept().rooms.size(), "the rooms stay");
        assertEquals(Optional.of("second"), store.lineage());
    }

    @Test
    void aReceiverThatFailsEndsTheLoadAndNothingElse() throws Exception {
        durable(write(store, created(ROOM)));
        assertThrows(Exception.class, () -> store.load(new RoomReceiver() {
            @Override
            public void room(Room room) {
                throw new IllegalStateException("for a test");
            }

            @Override
            public void damaged(String where, String why) {
                throw new AssertionError(where + ": " + why);
            }
        }));
        durable(write(store, put(ROOM, ALICE, Role.OWNER)));
        assertEquals(ALICE + " OWNER", kept().members(ROOM));
    }
}
