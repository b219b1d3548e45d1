package imc.rooms.internal;

import static imc.rooms.internal.Conference.CHAT;
import static imc.rooms.internal.Conference.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Message;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.transport.RoomAddresses;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    private Conference conference = Conference.open();

    private void configured(String key, Object value) {
        conference = Conference.open(Map.of(key, value));
    }

    private void expect(int code, int status, Answer answer, String... told) {
        assertEquals(code + " " + status, answer.code() + " " + answer.status());
        assertEquals(List.of(told), conference.told());
    }

    private void expectDone(Answer answer, String... told) {
        expect(1, 200, answer, told);
    }

    @Test
    void createMakesTheSenderTheOwnerOfANewRoom() {
        expectDone(conference.send("alice", "#create"), "chat-1 -> alice: *** Room was created");
        assertEquals(Role.OWNER, conference.rooms.find(CHAT).orElseThrow().member(user("alice")).orElseThrow().role());
        assertTrue(conference.server.roomActive(CHAT));
        assertTrue(conference.server.roomMember(CHAT, user("alice")));
        assertFalse(conference.server.roomMember(CHAT, user("bob")));
    }

    @Test
    void createOfAPublicRoomJoinsIt() {
        conference.send("alice", "#create");
        conference.told();
        expectDone(conference.send("bob", "#create"), "chat-1 -> alice, bob: *** [bob] has joined the room");
        expectDone(conference.send("bob", "#create"), "chat-1 -> bob: *** Room already exists and you are a member");
    }

    @Test
    void createOfAnExistingRoomIsRefusedIfConfigured() {
        configured("check_on_create", true);
        conference.send("alice", "#create");
        conference.told();
        expect(-31, 403, conference.send("bob", "#create"), "chat-1 -> bob: *** Room already exists");
    }

    @Test
    void createTakesARoomAndPrivateInAnyCase() {
        expectDone(conference.send("alice", "#CREATE chat-2 PRIVATE"), "chat-1 -> alice: *** Room was created");
        assertTrue(conference.rooms.find(user("chat-2")).orElseThrow().isPrivate());
        expectDone(conference.send("alice", "#create private"), "chat-1 -> alice: *** Room was created");
        assertTrue(conference.rooms.find(CHAT).orElseThrow().isPrivate());
        expect(-32, 403, conference.send("bob", "#create"),
                "chat-1 -> bob: *** A private room with the same name already exists");
    }

    @Test
    void createSaysWhatIsWrongWithItsArguments() {
        expect(-34, 400, conference.send("alice", "#create chat-2 open"),
                "chat-1 -> alice: *** The second argument can only be 'private'");
        expect(-33, 400, conference.send("alice", "#create http://x"),
                "chat-1 -> alice: *** Bad room address: 'http://x' is no address: it must begin with sip:, sips: or "
                        + "tel:");
        expect(-20, 400, conference.send("alice", "#create chat-2 private now"), "chat-1 -> alice: *** "
                + "Too many arguments: 'now' is the first that has no meaning here. Usage: #create [<room>] [private]");
        assertEquals(0, conference.rooms.size());
    }

    @Test
    void joinTellsEverybodyTheNewMemberToo() {
        conference.send("alice", "#create");
        conference.told();
        expectDone(conference.send("bob", "#join"), "chat-1 -> alice, bob: *** [bob] has joined the room");
        expectDone(conference.send("bob", "#join"), "chat-1 -> bob: *** You are in the room already");
    }

    @Test
    void joinMakesARoomThatDoesNotExist() {
        expectDone(conference.send("bob", "#join"), "chat-1 -> bob: *** Room was created");
        configured("create_on_join", "false");
        expect(-41, 404, conference.send("bob", "#join"), "chat-1 -> bob: *** Room not found");
    }

    @Test
    void joinOfAPrivateRoomIsByInvitationOnly() {
        conference.send("alice", "#create private");
        conference.told();
        expect(-42, 403, conference.send("bob", "#join"),
                "chat-1 -> bob: *** Private rooms are by invitation only. Room owners have been notified.",
                "chat-1 -> alice: *** [bob] attempted to join the room");
        conference.send("alice", "#invite bob");
        conference.told();
        expectDone(conference.send("bob", "#join"), "chat-1 -> alice, bob: *** [bob] has joined the room");
    }

    @Test
    void joinSaysWhatIsWrongWithTheRoom() {
        expect(-43, 400, conference.send("bob", "#join " + "x".repeat(600)), "chat-1 -> bob: *** "
                + "Bad room address: the user part has 600 characters, at most 128 are allowed");
    }

    @Test
    void leaveTellsTheLeaverToo() {
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        conference.told();
        expectDone(conference.send("bob", "#exit"), "chat-1 -> alice, bob: *** [bob] has left the room");
        expect(-92, 403, conference.send("bob", "#leave"), "chat-1 -> bob: *** You are not a member of this room");
        expect(-91, 404, conference.send("bob", "#leave chat-9"), "chat-1 -> bob: *** Room not found");
    }

    @Test
    void theOwnersLeaveDestroysTheRoom() {
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        conference.told();
        expectDone(conference.send("alice", "#leave"), "chat-1 -> alice, bob: *** Room has been destroyed");
        assertFalse(conference.server.roomActive(CHAT));
    }

    @Test
    void theOwnersLeaveCanBeRefused() {
        conference = Conference.open(Map.of("owner_leave", "refuse", "imc_cmd_start_char", "!"));
        conference.send("alice", "!create");
        conference.told();
        expect(-93, 403, conference.send("alice", "!leave"), "chat-1 -> alice: *** You are the room's owner and "
                + "cannot leave. Use !destroy if you wish to destroy the room.");
    }

    @Test
    void theOwnersLeaveCanMakeTheEldestAdminOwner() {
        configured("owner_leave", "handover");
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        conference.send("carol", "#join");
        conference.rooms.put(CHAT, conference.rooms.find(CHAT).orElseThrow().with(new Member(user("carol"),
                Role.ADMIN)), null);
        conference.told();
        expectDone(conference.send("alice", "#leave"), "chat-1 -> alice, bob, carol: *** [alice] has left the room",
                "chat-1 -> bob, carol: *** [carol] is now owner");
        expectDone(conference.send("carol", "#leave"), "chat-1 -> bob, carol: *** [carol] has left the room",
                "chat-1 -> bob: *** [bob] is now owner");
        expectDone(conference.send("bob", "#leave"), "chat-1 -> bob: *** Room has been destroyed");
    }

    @Test
    void membersMarksOwnerAndAdmins() {
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        conference.send("carol", "#join");
        conference.rooms.put(CHAT, conference.rooms.find(CHAT).orElseThrow().with(new Member(user("bob"), Role.ADMIN))
                .with(new Member(user("dave"), Role.INVITED)), null);
        conference.told();
        expectDone(conference.send("carol", "#list"), "chat-1 -> carol: Members:\n*[alice]\n~[bob]\n[carol]");
        expect(-102, 403, conference.send("dave", "#members"),
                "chat-1 -> dave: *** You are not a member of this room");
        expect(-101, 404, conference.send("carol", "#members chat-9"), "chat-1 -> carol: *** Room not found");
    }

    @Test
    void aListOfTenThousandMembersComesInPartsThatFitAMessage() {
        List<String> names = IntStream.range(0, 10_000).mapToObj(i -> "member-" + i).toList();
        conference.rooms.put(CHAT, Room.of(CHAT, false, names.stream()
                .map(name -> new Member(user(name), Role.MEMBER)).toList()), null);
        expectDone(conference.send("member-77", "#members"), parts(names).toArray(String[]::new));
    }

    /** The list cut by hand: line after line, as long as a part has at most 450 bytes. */
    private static List<String> parts(List<String> names) {
        List<String> parts = new ArrayList<>();
        String part = "Members:";
        for (String name : names) {
            if (part.length() + name.length() + 3 >= 450) {
                parts.add("chat-1 -> member-77: " + part);
                part = "[" + name + "]";
            } else {
                part += "\n[" + name + "]";
            }
        }
        parts.add("chat-1 -> member-77: " + part);
        return parts;
    }

    @Test
    void whereThereAreNoRoomsToListThatIsSaid() {
        conference.send("alice", "#create chat-2 private");
        conference.told();
        expectDone(conference.send("alice", "#rooms chat-3"),
                "chat-1 -> alice: *** There are no rooms from 'chat-3' on");
        expectDone(conference.send("bob", "#rooms"), "chat-1 -> bob: *** There are no rooms");
    }

    @Test
    void roomsShowsPrivateOnesToTheirMembersOnly() {
        conference.send("alice", "#create chat-2");
        conference.send("alice", "#create private");
        conference.told();
        expectDone(conference.send("alice", "#rooms"), "chat-1 -> alice: Rooms:\n[chat-1]\n[chat-2]");
        expectDone(conference.send("bob", "#rooms"), "chat-1 -> bob: Rooms:\n[chat-2]");
        conference.send("alice", "#create chat-2@other.org");
        conference.told();
        expectDone(conference.send("bob", "#rooms"),
                "chat-1 -> bob: Rooms:\n[chat-2@example.com]\n[chat-2@other.org]");
    }

    @Test
    void helpShowsTheCommandsThereAre() {
        conference.send("alice", "#help");
        String help = String.join("\n", conference.told()).replace("\nchat-1 -> alice: ", "\n");
        assertTrue(help.startsWith("chat-1 -> alice: Commands (a room may follow):\n#accept - "), help);
        assertTrue(help.contains("\n#create [<room>] [private] - "), help);
        assertTrue(help.contains("\n#leave - leave a room (also #exit)\n"), help);
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheWayToHelp() {
        expectDone(conference.send("alice", "#bogus x y"),
                "chat-1 -> alice: *** Invalid command 'bogus' (send '#help' for help)");
        expect(-20, 400, conference.send("alice", "# create"),
                "chat-1 -> alice: *** No command follows '#' (send '#help' for help)");
        expect(-20, 400, conference.send("alice", "#"),
                "chat-1 -> alice: *** No command follows '#' (send '#help' for help)");
    }

    @Test
    void whatFollowsTheFirstLineOfACommandIsIgnored() {
        expectDone(conference.send("alice", "#create\tchat-2  \r\nprivate"), "chat-1 -> alice: *** Room was created");
        assertFalse(conference.rooms.find(user("chat-2")).orElseThrow().isPrivate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"#create\u00A0chat-2", "#create\u2003chat-2\u200B", "\uFEFF#create chat-2",
        "#\u200Bcreate chat-2", "#create \u202Echat-2",
        "#create \u3000 chat-2\u00A0", "\u200B#create chat-2", "\u200E#create chat-2",
        "\u2060#create chat-2", "\u00A0#create chat-2", "\uFEFF\u200F\u3000\u00AD\uDB40\uDC01#create chat-2"})
    void blanksThatNobodySeesPartWordsAsOthersDo(String body) {
        expectDone(conference.send("alice", body), "chat-1 -> alice: *** Room was created");
        assertTrue(conference.server.roomActive(user("chat-2")));
    }

    @ParameterizedTest
    @CsvSource({"ISO-8859-1, '\u00A0#create chat-2'", "UTF-16LE, '\u2060#create chat-2'",
        "UTF-16BE, '\uFEFF\u200B#create chat-2'"})
    void whatCannotBeSeenIsSkippedInAnyCharset(String charset, String body) {
        Content content = new Content("text/plain;charset=" + charset, body.getBytes(Charset.forName(charset)));
        expectDone(conference.send("alice", CHAT, content, Map.of()), "chat-1 -> alice: *** Room was created");
    }

    @ParameterizedTest
    @ValueSource(strings = {" #create chat-2", "\t#create chat-2", "\u200B #create chat-2", "\u00A9#create chat-2",
        "\u042F#create chat-2"})
    void aBlankThatIsTypedOrAnyOtherCharacterMakesATextOfIt(String body) {
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        conference.told();
        conference.send("alice", body);
        assertEquals(List.of("chat-1 -> bob: [alice]: " + body), conference.told());
        assertFalse(conference.server.roomActive(user("chat-2")));
    }

    /** Those that chat- begins. */
    private static final class ChatRooms implements RoomAddresses {

        @Override
        public boolean serves(SipAddress room) {
            return room.user().startsWith("chat-");
        }

        @Override
        public boolean canBeUser(SipAddress address) {
            return !serves(address);
        }

        @Override
        public String description() {
            return "sip:chat-.*";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"#add", "#invite"})
    void whatCanOnlyBeARoomIsNoMemberBeforeThereIsSuchARoomEither(String command) {
        conference.addresses.sources.add(new ChatRooms());
        conference.send("alice", "#create");
        Answer answer = conference.send("alice", command + " chat-9");
        assertEquals("-52 400", answer.code() + " " + answer.status());
        assertEquals(1, conference.rooms.find(CHAT).orElseThrow().members().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"#join", "#create chat-8", "#help", "#rooms", "#accept"})
    void aRoomGivesNoCommands(String command) {
        conference.addresses.sources.add(new ChatRooms());
        conference.send("alice", "#create");
        for (String sender : List.of("chat-9", "chat-1")) {
            Answer answer = conference.send(sender, command);
            assertEquals("-20 400 Bad sender address: sip:" + sender
                    + "@example.com is no user: it is a room, or takes commands only",
                    answer.code() + " " + answer.status() + " " + answer.text());
        }
        assertEquals(-202, conference.send("chat-9", "hello").code());
        assertEquals(1, conference.rooms.size());
        assertEquals(1, conference.rooms.find(CHAT).orElseThrow().members().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"#add chat-manager", "#invite chat-manager", "#add chat-1", "#invite chat-1",
        "#add chat-2"})
    void whatIsARoomOrTheManagerCanBeNoMember(String body) {
        conference.addresses.sources.add(new RoomAddresses() {
            @Override
            public boolean serves(SipAddress room) {
                return true;
            }

            @Override
            public boolean isManager(SipAddress address) {
                return address.user().equals("chat-manager");
            }

            @Override
            public String description() {
                return "sip:.*";
            }
        });
        conference.send("alice", "#create");
        conference.send("bob", "#create chat-2");
        conference.told();
        Answer answer = conference.send("alice", body);
        assertEquals("-52 400", answer.code() + " " + answer.status());
        assertEquals(1, conference.rooms.find(CHAT).orElseThrow().members().size());
        assertEquals(200, conference.send("alice", "#add chat-lover").status(), "nobody has made a room of it");
    }

    @Test
    void whatAnswersACommandComesFromWhomItsSenderWroteTo() {
        expectDone(manage("alice", "#create chat-5 private"), "chat-manager -> alice: *** Room was created");
        expect(-32, 403, manage("bob", "#create chat-5"),
                "chat-manager -> bob: *** A private room with the same name already exists");
        expectDone(manage("alice", "#members chat-5"), "chat-manager -> alice: Members:\n*[alice]");
        expectDone(manage("alice", "#rooms"), "chat-manager -> alice: Rooms:\n[chat-5]");
        expectDone(manage("alice", "#join chat-5"), "chat-manager -> alice: *** You are in the room already");
        expect(-42, 403, manage("bob", "#join chat-5"),
                "chat-manager -> bob: *** Private rooms are by invitation only. "
                + "Room owners have been notified.", "chat-5 -> alice: *** [bob] attempted to join the room");
    }

    @Test
    void whatTellsMembersOfTheirRoomComesFromTheRoom() {
        manage("alice", "#create chat-5");
        conference.told();
        expectDone(manage("bob", "#join chat-5"), "chat-5 -> alice, bob: *** [bob] has joined the room");
        expectDone(manage("alice", "#remove bob chat-5"), "chat-5 -> bob: *** You have been removed from the room",
                "chat-5 -> alice: *** [bob] has left the room");
        expectDone(manage("alice", "#invite carol chat-5"),
                "chat-5 -> carol: *** [alice] invites you to join the room (send '#accept' or '#reject')");
        expectDone(manage("carol", "#reject chat-5"), "chat-5 -> alice: *** [carol] has declined the invitation");
        expectDone(manage("alice", "#destroy chat-5"), "chat-5 -> alice: *** Room has been destroyed");
    }

    private Answer manage(String sender, String body) {
        return conference.send(sender, Conference.MANAGER, Content.text(body), Map.of());
    }

    @Test
    void theRoomCanBeTakenFromTheToHeader() {
        configured("room_source", "to");
        SipAddress rewritten = SipAddress.parse("sip:chat-1@10.0.0.1");
        conference.server.handle(new Message(user("alice"), rewritten, CHAT, "c", Content.text("#create"),
                Map.of())).toCompletableFuture().join();
        assertTrue(conference.server.roomActive(CHAT));
    }

    @Test
    void allRefusalsCanHaveOneStatus() {
        configured("error_status", 500);
        Answer answer = conference.send("bob", "#leave");
        assertEquals("-91 500 command error", answer.code() + " " + answer.status() + " " + answer.phrase());
    }
}
