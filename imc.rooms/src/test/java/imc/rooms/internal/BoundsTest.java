package imc.rooms.internal;

import static imc.rooms.internal.Conference.CHAT;
import static imc.rooms.internal.Conference.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Properties;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.transport.RoomAddresses;
import imc.rooms.internal.state.Memberships;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How much users can make, and how much they can have sent. */
class BoundsTest {

    private static final Pattern GO_ON = Pattern.compile("\n\\*\\*\\* There are more: send '(#rooms .*)' to go on$");

    private Conference conference = Conference.open();

    @AfterEach
    void close() {
        conference.close();
    }

    private void configured(Map<String, Object> configuration) {
        conference.close();
        conference = Conference.open(configuration);
    }

    private void expect(String answer, Answer given) {
        assertEquals(answer, given.code() + " " + given.status() + " " + given.text());
    }

    private void put(SipAddress room, boolean isPrivate, String... members) {
        conference.rooms.put(room, Room.of(room, isPrivate,
                List.of(members).stream().map(name -> new Member(user(name), Role.MEMBER)).toList()), null);
    }

    @Test
    @DisplayName("10,000 rooms: each #rooms is answered with three messages at most, "
            + "and page by page all are shown once")
    void pages() {
        List<String> names = IntStream.range(0, 10_000).mapToObj("chat-%05d"::formatted).toList();
        names.forEach(name -> put(user(name), false));
        put(user("chat-00007x"), true, "bob");
        put(user("chat-99999"), true, "alice");
        List<String> shown = new ArrayList<>();
        String command = "#rooms";
        while (command != null) {
            assertEquals(200, conference.send("alice", command).status());
            List<String> parts = conference.takeSent().stream().map(sent -> sent.content().asText()).toList();
            assertTrue(parts.size() <= 3, parts.size() + " messages");
            parts.forEach(part -> assertTrue(part.getBytes(UTF_8).length <= 450));
            String list = String.join("\n", parts);
            Matcher goOn = GO_ON.matcher(list);
            command = goOn.find() ? goOn.group(1) : null;
            shown.addAll(goOn.replaceAll("").lines().skip(1).toList());
        }
        List<String> expected = new ArrayList<>(names.stream().map(name -> "[" + name + "]").toList());
        expected.add("[chat-99999]");
        assertEquals(expected, shown);
    }

    @Test
    @DisplayName("long names and namesakes page, too, and a copied name in brackets will do")
    void oddPages() {
        List<String> users = List.of("a", "ü".repeat(20), "z" + "%F0%9F%98%80".repeat(10));
        int rooms = 0;
        for (String user : users) {
            for (int i = 0; i < 9; i++) {
                put(SipAddress.parse("sip:" + Escape.of(user) + "@host-" + "x".repeat(40) + i + ".example"), false);
                rooms++;
            }
        }
        List<String> shown = new ArrayList<>();
        String command = "#rooms [a]";
        while (command != null) {
            conference.send("alice", command);
            List<String> parts = conference.takeSent().stream().map(sent -> sent.content().asText()).toList();
            assertTrue(parts.size() <= 3, parts.size() + " messages");
            String list = String.join("\n", parts);
            Matcher goOn = GO_ON.matcher(list);
            command = goOn.find() ? goOn.group(1) : null;
            shown.addAll(goOn.replaceAll("").lines().skip(1).toList());
        }
        assertEquals(rooms, shown.size());
        assertEquals(rooms, shown.stream().distinct().count());
    }

    /** Characters as they stand in a URI. */
    private static final class Escape {
        static String of(String text) {
            return text.replace("ü", "%C3%BC");
        }
    }

    @Test
    @DisplayName("a user owns max_rooms_per_user rooms, however they come to be his")
    void ownedRooms() {
        configured(Map.of("max_rooms_per_user", 2));
        conference.send("alice", "#create chat-2");
        conference.send("alice", "#join chat-3");
        conference.told();
        String tooMany = "You own as many rooms as you may: at most 2 are allowed";
        expect("-37 403 " + tooMany, conference.send("alice", "#create chat-4"));
        expect("-46 403 " + tooMany, conference.send("alice", "#join chat-4"));
        conference.send("bob", "#create chat-5");
        conference.send("bob", "#add alice chat-5");
        expect("-128 403 The user owns as many rooms as a user may: at most 2 are allowed",
                conference.send("bob", "#modify alice owner chat-5"));
        assertEquals(200, conference.send("alice", "#destroy chat-2").status());
        assertEquals(200, conference.send("bob", "#modify alice owner chat-5").status());
        assertEquals(-37, conference.send("alice", "#create chat-4").code());
        assertEquals(200, conference.send("bob", "#create chat-6").status());
        assertEquals(3, conference.rooms.size());
    }

    @Test
    @DisplayName("who has the answer finds the room counted, and once")
    void ownedRoomsAtTheAnswer() {
        conference.store.hold();
        CompletableFuture<Integer> owned = conference.begin("alice", "#create chat-2")
                .thenApply(answer -> conference.rooms.memberships().owned(SipAddress.parse("sip:alice@example.com")));
        conference.store.release();
        assertEquals(1, owned.join());
    }

    @Test
    @DisplayName("rooms that are being stored count, and those that could not be stored do not")
    void ownedRoomsUnderWay() {
        configured(Map.of("max_rooms_per_user", 2));
        conference.store.hold();
        List<CompletableFuture<Answer>> answers = IntStream.range(2, 6)
                .mapToObj(i -> conference.begin("alice", "#create chat-" + i)).toList();
        conference.store.failWith("disk full");
        conference.store.release();
        assertEquals(List.of(-500, -500, -37, -37), answers.stream().map(answer -> answer.join().code()).toList());
        conference.store.failWith(null);
        conference.awaitQuiet();
        assertEquals(200, conference.send("alice", "#create chat-2").status());
        assertEquals(200, conference.send("alice", "#create chat-3").status());
        assertEquals(-37, conference.send("alice", "#create chat-4").code());
    }

    @Test
    @DisplayName("a room has max_members members and invitations")
    void members() {
        configured(Map.of("max_members", 2));
        conference.send("alice", "#create");
        conference.send("alice", "#invite bob");
        String full = "The room is full: it has 2 members and invitations, at most 2 are allowed";
        expect("-45 403 " + full, conference.send("carol", "#join"));
        expect("-36 403 " + full, conference.send("carol", "#create"));
        expect("-58 403 " + full, conference.send("alice", "#invite carol"));
        expect("-58 403 " + full, conference.send("alice", "#add carol"));
        assertEquals(200, conference.send("alice", "#add bob").status());
        assertEquals(200, conference.send("bob", "#leave").status());
        assertEquals(200, conference.send("carol", "#join").status());
    }

    @Test
    @DisplayName("all together have max_rooms rooms and max_memberships members")
    void total() {
        configured(Map.of("max_rooms", 2, "max_memberships", 3));
        conference.send("alice", "#create");
        conference.send("bob", "#create chat-2");
        String full = "This server has as many rooms and members as it may";
        expect("-38 403 " + full, conference.send("carol", "#create chat-3"));
        expect("-47 403 " + full, conference.send("carol", "#join chat-3"));
        conference.send("carol", "#join");
        expect("-47 403 " + full, conference.send("dave", "#join"));
        expect("-38 403 " + full, conference.send("dave", "#create"));
        expect("-59 403 " + full, conference.send("alice", "#invite dave"));
        assertEquals(200, conference.send("carol", "#leave").status());
        assertEquals(200, conference.send("dave", "#join").status());
    }

    @Test
    @DisplayName("whoever brings all that he can leaves places for others to bring theirs, and for all to join")
    void brought() {
        configured(Map.of("max_memberships", 100));
        conference.send("alice", "#create");
        conference.send("alice", "#create chat-2");
        List<Answer> added = IntStream.range(0, 60).mapToObj(i -> conference.send("alice", "#add a-" + i + " chat-"
                + (1 + i % 2))).toList();
        // of 75 places half, and of what is left then half
        assertEquals(36, added.stream().filter(Answer::isSuccess).count());
        String share = "This server has as many rooms and members as it may: the rooms of their owner have 36 members "
                + "and invitations beside him, which is too much while only 37 places are left for those who are "
                + "brought";
        expect("-59 403 " + share, conference.send("alice", "#invite x"));
        conference.send("bob", "#create chat-3");
        assertEquals(200, conference.send("bob", "#add x chat-3").status());
        assertEquals(200, conference.send("bob", "#invite y chat-3").status());
        assertEquals(200, conference.send("carol", "#join").status());
        assertEquals(200, conference.send("alice", "#modify carol admin").status());
        assertEquals(-59, conference.send("carol", "#invite z").code(), "it is her room's owner who has so many");

        // who gives his rooms away brings more, but not into the places of those who come by themselves
        for (int i = 0; i < 60; i++) {
            conference.send("bob", "#modify b-" + (i - 1) + " owner chat-3");
            conference.send("bob", "#create chat-3" + i);
            conference.send("bob", "#add b-" + i + " chat-3" + i);
        }
        assertTrue(conference.rooms.memberships().total() <= 100);
        conference.close();

        conference = Conference.open(Map.of("max_memberships", 8));
        for (int i = 1; i <= 6; i++) {
            conference.send("u-" + i, "#create chat-" + i);
        }
        expect("-59 403 This server has as many rooms and members as it may: the last places are for those who join by "
                + "themselves", conference.send("u-1", "#add x"));
        assertEquals(200, conference.send("carol", "#join").status());
        assertEquals(200, conference.send("dave", "#join").status());
        expect("-59 403 This server has as many rooms and members as it may", conference.send("u-1", "#add x"));
    }

    @Test
    @DisplayName("what is counted of an owner follows his rooms: who comes and goes, who owns them, and their end")
    void companions() {
        Memberships memberships = conference.rooms.memberships();
        conference.send("alice", "#create");
        assertEquals(0, memberships.companions(user("alice")));
        conference.send("alice", "#add bob");
        conference.send("alice", "#invite carol");
        assertEquals(2, memberships.companions(user("alice")));
        conference.send("alice", "#modify bob owner");
        assertEquals("0 2", memberships.companions(user("alice")) + " " + memberships.companions(user("bob")));
        conference.send("carol", "#reject");
        assertEquals(1, memberships.companions(user("bob")));
        conference.send("bob", "#destroy");
        assertEquals(0, memberships.companions(user("bob")));
    }

    @Test
    @DisplayName("rooms have addresses that are served: others are refused with what is allowed")
    void addresses() {
        RoomAddresses source = new RoomAddresses() {
            @Override
            public boolean serves(SipAddress room) {
                return room.user().startsWith("chat-");
            }

            @Override
            public String description() {
                return "sip:chat-.*";
            }
        };
        conference.addresses.sources.add(source);
        String refusal = "Bad room address: sip:lunch@example.com cannot be a room here, allowed are sip:chat-.*";
        expect("-33 400 " + refusal, conference.send("alice", "#create lunch"));
        expect("-43 400 " + refusal, conference.send("alice", "#join lunch"));
        assertEquals(200, conference.send("alice", "#create chat-5").status());
        conference.addresses.sources.remove(source);
        assertEquals(200, conference.send("alice", "#create lunch").status());
    }

    @Test
    @DisplayName("CPIM users are remembered as long as they are in a room, and no others are")
    void cpimUsers() {
        for (int i = 0; i < 1000; i++) {
            conference.cpimUsers.sent(user("forged-" + i), true);
        }
        assertEquals(0, conference.cpimUsers.size());
        conference.send("alice", "#create");
        conference.cpimUsers.sent(user("alice"), true);
        assertEquals(1, conference.cpimUsers.size());
        conference.send("alice", "#destroy");
        assertEquals(0, conference.cpimUsers.size());
        assertTrue(conference.rooms.find(CHAT).isEmpty());
    }

    @Test
    @DisplayName("a room that becomes hidden is listed to those who are in it, and one that is shown again to all")
    void hidden() {
        put(CHAT, false, "alice");
        assertEquals("1 1", listed("alice") + " " + listed("eve"));
        Room open = conference.rooms.find(CHAT).orElseThrow();
        conference.rooms.put(CHAT, open.with(Properties.of(Map.of(Room.HIDDEN, Room.ON))), null);
        assertEquals("1 0", listed("alice") + " " + listed("eve"));
        conference.rooms.put(CHAT, open, null);
        assertEquals("1 1", listed("alice") + " " + listed("eve"));
        assertEquals(1, conference.rooms.memberships().total());
    }

    private long listed(String user) {
        return conference.rooms.visibleTo(user(user), "").count();
    }

    @Test
    @DisplayName("what users are in rooms is right after any changes, private rooms and roles included")
    void memberships() {
        Memberships memberships = conference.rooms.memberships();
        put(CHAT, true, "alice", "bob", "carol");
        put(user("chat-2"), false, "alice");
        assertEquals(4, memberships.total());
        assertEquals(List.of(CHAT), memberships.unlisted(user("alice")));
        conference.rooms.put(CHAT, conference.rooms.find(CHAT).orElseThrow().without(user("bob"))
                .with(new Member(user("dave"), Role.INVITED)).with(new Member(user("carol"), Role.OWNER)), null);
        assertEquals("false true 1 0 4", memberships.hasAny(user("bob")) + " " + memberships.hasAny(user("dave")) + " "
                + memberships.owned(user("carol")) + " " + memberships.unlisted(user("dave")).size() + " "
                + memberships.total());
        put(CHAT, false, "bob");
        assertEquals("true 0 0 2", memberships.hasAny(user("bob")) + " " + memberships.owned(user("carol")) + " "
                + memberships.unlisted(user("alice")).size() + " " + memberships.total());
        conference.rooms.put(CHAT, null, null);
        conference.rooms.put(user("chat-2"), null, null);
        assertEquals("0 false", memberships.total() + " " + memberships.hasAny(user("alice")));
    }
}
