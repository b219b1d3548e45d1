package imc.store.kit;

import static imc.store.kit.Changes.ROOM;
import static imc.store.kit.Changes.created;
import static imc.store.kit.Changes.destroyed;
import static imc.store.kit.Changes.durable;
import static imc.store.kit.Changes.invited;
import static imc.store.kit.Changes.property;
import static imc.store.kit.Changes.put;
import static imc.store.kit.Changes.refusal;
import static imc.store.kit.Changes.removed;
import static imc.store.kit.Changes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Properties;
import imc.api.Role;
import imc.api.store.Change;
import imc.api.store.RoomStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store promises of the properties of rooms and members. */
abstract class PropertyConformance extends OpenedStore<RoomStore> {

    static final String OTHER = "sip:chat-001@example.com";
    static final String ALICE = "sip:alice@example.com";
    static final String BOB = "sip:bob@example.com";

    /** What is kept; where the store is durable, after it was closed and opened again. */
    final Loaded kept() throws Exception {
        reopen();
        Loaded loaded = Loaded.from(store);
        assertEquals(List.of(), loaded.damages);
        return loaded;
    }

    @Test
    void propertiesOfRoomsAndMembersComeBackAlsoUnderNamesThatNobodyKnows() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, ALICE, Role.OWNER), property(ROOM, "topic", "Friday"),
                property(ROOM, ALICE, "mute", "no")));
        durable(write(store, created(OTHER), put(OTHER, ALICE, Role.OWNER), invited(OTHER, BOB, ALICE)));
        durable(write(store, property(ROOM, "no.such-feature_1", ""), property(OTHER, BOB, "x", "y")));

        Loaded loaded = kept();
        assertEquals(Map.of("topic", "Friday", "no.such-feature_1", ""), loaded.properties(ROOM));
        assertEquals(Map.of("mute", "no"), loaded.properties(ROOM, ALICE));
        assertEquals(Map.of(), loaded.properties(OTHER));
        assertEquals(Map.of(), loaded.properties(OTHER, ALICE));
        assertEquals(Map.of("x", "y"), loaded.properties(OTHER, BOB));
    }

    @Test
    void aPropertyHasTheLastOfItsValuesAndNoneWhenItWasTakenAway() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, ALICE, Role.OWNER), property(ROOM, "topic", "one"),
                property(ROOM, "topic", "two"), property(ROOM, ALICE, "mute", "one"), property(ROOM, "rest", "r")));
        durable(write(store, property(ROOM, ALICE, "mute", "two"), property(ROOM, "topic", "three")));
        assertEquals(Map.of("topic", "three", "rest", "r"), kept().properties(ROOM));
        assertEquals(Map.of("mute", "two"), kept().properties(ROOM, ALICE));

        durable(write(store, property(ROOM, "topic", null), property(ROOM, ALICE, "mute", null)));
        assertEquals(Map.of("rest", "r"), kept().properties(ROOM));
        assertEquals(Map.of(), kept().properties(ROOM, ALICE));

        durable(write(store, property(ROOM, ALICE, "mute", "x"), property(ROOM, ALICE, "mute", null),
                property(ROOM, "topic", "four"), property(ROOM, "topic", null), property(ROOM, "topic", "five")));
        assertEquals(Map.of("rest", "r", "topic", "five"), kept().properties(ROOM));
        assertEquals(Map.of(), kept().properties(ROOM, ALICE));
    }

    @Test
    void aMemberKeepsPropertiesInAnotherRoleAndTheOwnerWhoGivesTheRoomAway() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, ALICE, Role.OWNER), invited(ROOM, BOB, ALICE),
                property(ROOM, "topic", "t"), property(ROOM, ALICE, "a", "1"), property(ROOM, BOB, "b", "2")));
        durable(write(store, put(ROOM, BOB, Role.MEMBER)));
        durable(write(store, put(ROOM, BOB, Role.OWNER), put(ROOM, ALICE, Role.ADMIN), property(ROOM, BOB, "c", "3")));

        Loaded loaded = kept();
        assertEquals(ALICE + " ADMIN, " + BOB + " OWNER", loaded.members(ROOM));
        assertEquals(Map.of("topic", "t"), loaded.properties(ROOM));
        assertEquals(Map.of("a", "1"), loaded.properties(ROOM, ALICE));
        assertEquals(Map.of("b", "2", "c", "3"), loaded.properties(ROOM, BOB));
    }

    @Test
    void whoComesBackHasNoneOfTheFormerProperties() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, ALICE, Role.OWNER), put(ROOM, BOB, Role.MEMBER),
                property(ROOM, ALICE, "a", "1"), property(ROOM, BOB, "b", "2")));
        durable(write(store, removed(ROOM, BOB)));
        durable(write(store, put(ROOM, BOB, Role.MEMBER)));
        assertEquals(Map.of(), kept().properties(ROOM, BOB));
        assertEquals(Map.of("a", "1"), kept().properties(ROOM, ALICE));

        durable(write(store, property(ROOM, BOB, "b", "3"), removed(ROOM, BOB), put(ROOM, BOB, Role.ADMIN)));
        assertEquals(Map.of(), kept().properties(ROOM, BOB));
    }

    @Test
    void aRoomMadeAnewHasNoneOfTheFormerPropertiesAndOthersKeepTheirs() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, ALICE, Role.OWNER), property(ROOM, "topic", "t"),
                property(ROOM, ALICE, "a", "1")));
        durable(write(store, created(OTHER), put(OTHER, ALICE, Role.OWNER), property(OTHER, "topic", "o"),
                property(OTHER, ALICE, "a", "2")));
        durable(write(store, destroyed(ROOM)));
        durable(write(store, created(ROOM), put(ROOM, ALICE, Role.OWNER)));
        assertEquals(Map.of(), kept().properties(ROOM));
        assertEquals(Map.of(), kept().properties(ROOM, ALICE));

        durable(write(store, property(ROOM, "topic", "t"), property(ROOM, ALICE, "a", "1")));
        durable(write(store, created(ROOM), put(ROOM, ALICE, Role.OWNER), property(ROOM, "new", "n")));
        Loaded loaded = kept();
        assertEquals(Map.of("new", "n"), loaded.properties(ROOM));
        assertEquals(Map.of(), loaded.properties(ROOM, ALICE));
        assertEquals(Map.of("topic", "o"), loaded.properties(OTHER));
        assertEquals(Map.of("a", "2"), loaded.properties(OTHER, ALICE));
    }

    @Test
    void aPropertyOfWhatIsNotThereRefusesItsBatchAndCanBeTakenAwayWithoutHarm() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, ALICE, Role.OWNER), property(ROOM, "topic", "before")));

        for (Change wrong : List.of(property("sip:none@x", "topic", "t"), property("sip:none@x", ALICE, "a", "1"),
                property(ROOM, BOB, "b", "2"))) {
            String why = refusal(write(store, property(ROOM, "topic", "after"), property(ROOM, ALICE, "a", "1"),
                    created(OTHER), wrong));
            assertTrue(why.contains(wrong.room().toString()), why);
            Loaded loaded = kept();
            assertEquals(Map.of("topic", "before"), loaded.properties(ROOM), "nothing of the batch is kept");
            assertEquals(Map.of(), loaded.properties(ROOM, ALICE));
            assertEquals(1, loaded.rooms.size());
        }

        durable(write(store, property("sip:none@x", "topic", null), property("sip:none@x", ALICE, "a", null),
                property(ROOM, BOB, "b", null), property(ROOM, ALICE, "never", null), property(ROOM, "never", null)));
        assertEquals(Map.of("topic", "before"), kept().properties(ROOM));
    }

    @Test
    void aRoomAndAMemberHaveAsManyPropertiesAsTheyMayAndNotOneMore() throws Exception {
        List<Change> batch = new ArrayList<>(List.of(created(ROOM), put(ROOM, ALICE, Role.OWNER)));
        for (int i = 0; i < Properties.MAX_COUNT; i++) {
            batch.add(property(ROOM, "p" + i, "r" + i));
            batch.add(property(ROOM, ALICE, "p" + i, "m" + i));
        }
        durable(write(store, batch));
        for (Change more : List.of(property(ROOM, "more", "x"), property(ROOM, ALICE, "more", "x"))) {
            String why = refusal(write(store, more));
            assertTrue(why.contains(ROOM) && why.contains("at most " + Properties.MAX_COUNT), why);
        }
        durable(write(store, property(ROOM, "p0", null), property(ROOM, "more", "x"), property(ROOM, "p1", "other")));

        Loaded loaded = kept();
        assertEquals(Properties.MAX_COUNT, loaded.properties(ROOM).size());
        assertEquals("other", loaded.properties(ROOM).get("p1"));
        assertEquals(Properties.MAX_COUNT, loaded.properties(ROOM, ALICE).size());
        assertEquals("m7", loaded.properties(ROOM, ALICE).get("p7"));
    }

    @Test
    void valuesOfAllOfUnicodeAndAsLongAsTheyMayBeComeBackAsTheyWere() throws Exception {
        String room = LONGEST;
        String name = "n".repeat(Properties.MAX_NAME_LENGTH);
        int most = Properties.MAX_VALUE_LENGTH;
        Map<String, String> values = Map.of(name, "x".repeat(most), "wide", "\uD83D\uDE00".repeat(most / 2),
                "three-bytes", "\u20AC".repeat(most), "spaces", "  two before, and behind \t ", "lines", "a\r\nb\rc\n",
                "quotes", "'; DROP TABLE imc_rooms; -- \" \\ % _ {} ? :room", "controls",
                IntStream.range(1, 32).mapToObj(Character::toString).reduce("", String::concat));
        List<Change> batch = new ArrayList<>(List.of(created(room), put(room, room, Role.OWNER), created(ROOM)));
        values.forEach((each, value) -> {
            batch.add(property(room, each, value));
            batch.add(property(room, room, each, value));
        });
        int pieces = 0;
        for (int from = 1; from <= Character.MAX_CODE_POINT; from += 0x10000) {
            // sixteen planes and the first, some of each, its last two characters too
            batch.add(property(ROOM, "plane" + pieces++, plane(from)));
        }
        durable(write(store, batch));

        Loaded loaded = kept();
        assertEquals(values, loaded.properties(room));
        assertEquals(values, loaded.properties(room, room));
        for (int i = 0; i < pieces; i++) {
            assertEquals(plane(1 + i * 0x10000), loaded.properties(ROOM).get("plane" + i));
        }
    }

    private static String plane(int from) {
        StringBuilder some = new StringBuilder();
        int end = (from | 0xFFFF) + 1;
        for (int each = from; each < end; each += 61) {
            appendCharacter(some, each);
        }
        appendCharacter(some, end - 2);
        appendCharacter(some, end - 1);
        return some.toString();
    }

    private static void appendCharacter(StringBuilder some, int each) {
        if (Character.getType(each) != Character.SURROGATE) {
            some.appendCodePoint(each);
        }
    }

    @Test
    void propertiesAreKeptAsAWholeWhileManyAreChanged() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, ALICE, Role.OWNER)));
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String value = i % 7 == 2 ? null : "v" + i;
            stages.add(write(store, property(ROOM, "one", value), property(ROOM, ALICE, "one", value)));
            if (i % 20 == 0) {
                Loaded loaded = Loaded.from(store);
                assertEquals(loaded.properties(ROOM), loaded.properties(ROOM, ALICE));
            }
        }
        allDone(stages);
        assertEquals(Map.of("one", "v199"), kept().properties(ROOM, ALICE));
    }
}
