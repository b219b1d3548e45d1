package imc.rooms.internal;

import static imc.rooms.internal.Conference.CHAT;
import static imc.rooms.internal.Conference.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Role;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Saying;
import imc.api.command.Step;
import imc.api.room.Entry;
import imc.api.room.RoomPolicy;
import imc.api.room.Speech;
import imc.api.store.Change;
import imc.api.transport.Broadcast;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who has a say in the rooms lets pass, refuses, or makes something else of it. */
class PoliciesTest {

    private final Conference conference = Conference.open();
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void aliceOwnsTheRoom() {
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        conference.told();
    }

    @AfterEach
    void close() {
        conference.close();
    }

    private TestReference<RoomPolicy> install(int ranking, RoomPolicy policy) {
        TestReference<RoomPolicy> reference = new TestReference<>(Map.of(), ranking);
        conference.policies.add(reference, policy);
        return reference;
    }

    private static RoomPolicy speaking(UnaryOperator<Speech> policy) {
        return new RoomPolicy() {
            @Override
            public Speech speaking(Speech speech) {
                return policy.apply(speech);
            }
        };
    }

    private static String text(Speech speech) {
        return speech.content().asText();
    }

    @Test
    @DisplayName("a message gets another content and fewer receivers, by one after the other as they are ranked")
    void speech() {
        install(1, speaking(speech -> speech.saying(Content.text(text(speech) + " low"))));
        install(5, speaking(speech -> speech.saying(Content.text(text(speech) + " high"))));
        TestReference<RoomPolicy> narrow = install(3, speaking(speech -> speech.to(List.of(user("bob")))));
        conference.send("carol", "#join");
        conference.told();
        assertEquals(200, conference.send("alice", "hello").status());
        assertEquals(List.of("chat-1 -> bob: [alice]: hello high low"), conference.told());
        conference.policies.remove(narrow);
        conference.send("alice", "hello");
        assertEquals(List.of("chat-1 -> bob, carol: [alice]: hello high low"), conference.told());
    }

    @Test
    @DisplayName("what is said in CPIM is seen without its wrapping, and goes out in one again")
    void cpim() {
        install(0, speaking(speech -> speech.saying(Content.text(text(speech).toUpperCase()))));
        conference.cpimUsers.sent(user("bob"), true);
        conference.send("alice", CHAT, new Content("message/cpim", ("From: <sip:alice@example.com>\r\n"
                + "To: <sip:chat-1@example.com>\r\nNS: imdn <urn:ietf:params:imdn>\r\nimdn.Message-ID: 34\r\n\r\n"
                + "Content-Type: text/plain\r\n\r\nhello").getBytes(StandardCharsets.UTF_8)), Map.of());
        String copy = conference.takeSent().get(0).content().asText();
        assertTrue(copy.contains("imdn.Message-ID: 34") && copy.endsWith("\r\n\r\n[alice]: HELLO"), copy);
    }

    @Test
    @DisplayName("a message is refused with a code of the policy's own, which its sender is told; nobody else is asked")
    void refusal() {
        install(1, speaking(speech -> speech.refused(Answer.refused(-1001, 403, "You are muted"))));
        install(0, speaking(speech -> {
            throw new IllegalStateException("asked");
        }));
        Answer answer = conference.send("bob", "hello");
        assertEquals("-1001 403 You are muted", answer.code() + " " + answer.status() + " " + answer.text());
        assertEquals(List.of("chat-1 -> bob: *** You are muted"), conference.told());
        assertEquals(0, conference.failures.count());
    }

    @Test
    @DisplayName("who may say nothing says nothing by a notification, either; what it reports goes on")
    void notification() {
        conference.send("alice", CHAT, new Content("message/cpim", ("From: <sip:alice@example.com>\r\n"
                + "imdn.Message-ID: 34\r\n\r\nContent-Type: text/plain\r\n\r\nhello").getBytes(StandardCharsets.UTF_8)),
                Map.of());
        install(0, speaking(speech -> speech.refused(Answer.refused(-1001, 403, "You are muted"))));
        conference.told();
        assertEquals(200, conference.send("bob", CHAT, new Content("message/imdn+xml", ("<imdn>"
                + "<message-id>34</message-id><subject>You fool</subject>You fool"
                + "<display-notification><status><displayed/></status></display-notification></imdn>")
                        .getBytes(StandardCharsets.UTF_8)),
                Map.of("Content-Disposition", "notification; filename=\"You fool\"")).status());
        Broadcast sent = conference.takeSent().get(0);
        assertEquals(List.of(user("alice")), sent.receivers());
        String copy = sent.content().asText();
        assertTrue(copy.contains("<imdn xmlns=\"urn:ietf:params:xml:ns:imdn\"><message-id>34</message-id>"
                + "<display-notification><status><displayed/></status></display-notification></imdn>"), copy);
        assertFalse(copy.contains("fool"), copy);
        assertEquals("notification", sent.headers().get("Content-Disposition"));
    }

    @Test
    @DisplayName("whoever becomes a member is one who enters, by whatever command; who is one already is not")
    void entering() {
        install(0, new RoomPolicy() {
            @Override
            public Step entering(Entry entry, Step proposed) {
                asked.add(entry.member().address().displayUser() + " by " + entry.call().sender().displayUser()
                        + (entry.room().isPresent() ? "" : " new"));
                return proposed.noticing(entry.member().address(), "Be kind");
            }
        });
        conference.send("alice", "#add carol");
        conference.send("alice", "#invite dave");
        conference.send("dave", "#accept");
        conference.send("eve", "#join");
        conference.send("eve", "#join");
        conference.send("alice", "#modify bob admin");
        conference.send("eve", "#create chat-2");
        assertEquals(List.of("carol by alice", "dave by dave", "eve by eve", "eve by eve new"), asked);
        assertEquals(4, conference.told().stream().filter(line -> line.endsWith("*** Be kind")).count());
    }

    @Test
    @DisplayName("nobody comes in whom a policy refuses, and nothing is stored")
    void refusedEntry() {
        install(0, new RoomPolicy() {
            @Override
            public Step entering(Entry entry, Step proposed) {
                return Step.refused(Answer.refused(-1002, 403, "You are banned"));
            }
        });
        assertEquals(-1002, conference.send("carol", "#join").code());
        assertTrue(conference.rooms.find(CHAT).orElseThrow().member(user("carol")).isEmpty());
        assertEquals(-1002, conference.send("carol", "#create chat-2").code());
        assertFalse(conference.server.roomActive(user("chat-2")));
        assertEquals(List.of("chat-1 -> carol: *** You are banned", "chat-1 -> carol: *** You are banned"),
                conference.told());
    }

    @Test
    @DisplayName("any command can be changed: what it changes, too, if that is of its own room")
    void changing() {
        SipAddress guard = user("guard");
        install(0, new RoomPolicy() {
            @Override
            public Step changing(CommandCall call, Step proposed) {
                return call.room().isEmpty() && proposed.answer().isSuccess() && !proposed.changes().isEmpty()
                        ? proposed.changing(new Change.MemberPut(call.roomAddress(),
                                new Member(guard, Role.ADMIN))) : proposed;
            }
        });
        conference.send("carol", "#create chat-2");
        assertTrue(conference.server.roomMember(user("chat-2"), guard));
        install(-1, new RoomPolicy() {
            @Override
            public Step changing(CommandCall call, Step proposed) {
                return proposed.answer().isSuccess() ? proposed.changing(new Change.RoomDestroyed(user("chat-2")))
                        : proposed;
            }
        });
        assertEquals(-500, conference.send("carol", "#join").code());
        assertEquals(1, conference.failures.count());
        assertTrue(conference.server.roomActive(user("chat-2")));
    }

    @Test
    @DisplayName("what a policy keeps of who enters is stored with him, and another sees it when he speaks")
    void properties() {
        install(0, new RoomPolicy() {
            @Override
            public Step entering(Entry entry, Step proposed) {
                return proposed.changing(new Change.MemberPropertyPut(entry.call().roomAddress(),
                        entry.member().address(), "guest", Optional.of("yes")));
            }

            @Override
            public Speech speaking(Speech speech) {
                return speech.room().member(speech.speaker()).orElseThrow().properties().get("guest").isEmpty() ? speech
                        : speech.refused(Answer.refused(-1003, 403, "Guests listen"));
            }
        });
        assertEquals(200, conference.send("carol", "#join").status());
        assertEquals(Optional.of("yes"),
                conference.store.kept.get(CHAT).member(user("carol")).orElseThrow().properties().get("guest"));
        assertEquals(-1003, conference.send("carol", "hello").code());
        assertEquals(200, conference.send("bob", "hello").status());
    }

    @Test
    @DisplayName("whatever a policy throws, or gives back nothing: 500, counted, and the room goes on without it")
    void thrown() {
        TestReference<RoomPolicy> broken = install(0, new RoomPolicy() {
            @Override
            public Speech speaking(Speech speech) {
                throw new NoClassDefFoundError("gone");
            }

            @Override
            public Step changing(CommandCall call, Step proposed) {
                return null;
            }
        });
        assertEquals(-500, conference.send("bob", "hello").code());
        assertEquals(-500, conference.send("bob", "#leave").code());
        assertEquals(2, conference.failures.count());
        conference.policies.remove(broken);
        conference.told();
        assertEquals(200, conference.send("bob", "hello").status());
        assertEquals(List.of("chat-1 -> alice: [bob]: hello"), conference.told());
    }

    @Test
    @DisplayName("what is said by a command is what policies make of it, as of a message")
    void sayingByCommand() {
        install(1, speaking(speech -> speech.content().asText().contains("damn")
                ? speech.refused(Answer.refused(-1500, 403, "No such words")) : speech.saying(Content.text(
                        speech.content().asText().toUpperCase()))));
        conference.registry.bindCommand(call -> {
            Saying said = call.saying(Content.text(call.argument("text").orElse("")), List.of(user("bob")));
            return said.answer().isSuccess() ? Step.done().telling(said.receivers(), said.content().asText())
                    : Step.refused(said.answer());
        }, new TestReference<>(Map.of(ImcCommand.NAME, "say", ImcCommand.USAGE, "<text> [<room>]"), 0));
        assertEquals(200, conference.send("alice", "#say hello").status());
        assertEquals(-1500, conference.send("alice", "#say damn").code());
        assertEquals(List.of("chat-1 -> bob: HELLO", "chat-1 -> alice: *** No such words"), conference.told());
    }

    @Test
    @DisplayName("whom a policy lets enter beside the sender is looked at by those behind it, not by those before it")
    void enteringTogether() {
        for (int ranking : List.of(3, 1)) {
            install(ranking, new RoomPolicy() {
                @Override
                public Step entering(Entry entry, Step proposed) {
                    asked.add(ranking + " " + entry.member().address().displayUser());
                    return proposed;
                }
            });
        }
        install(2, new RoomPolicy() {
            @Override
            public Step changing(CommandCall call, Step proposed) {
                return proposed.changing(new Change.MemberPut(CHAT, new Member(user("dave"), Role.MEMBER)));
            }
        });
        conference.send("carol", "#join");
        assertEquals(List.of("3 carol", "1 carol", "1 dave"), asked);
    }

    @Test
    @DisplayName("who has no say in what is said is not asked about it")
    void asksForWhatIsOverridden() {
        TestReference<RoomPolicy> enters = install(0, new RoomPolicy() {
            @Override
            public Step entering(Entry entry, Step proposed) {
                return proposed;
            }
        });
        assertTrue(conference.policies.areSilent());
        TestReference<RoomPolicy> speaks = install(1, speaking(speech -> speech));
        assertFalse(conference.policies.areSilent());
        conference.policies.remove(enters);
        assertFalse(conference.policies.areSilent());
        conference.policies.remove(speaks);
        assertTrue(conference.policies.areSilent());
    }
}
