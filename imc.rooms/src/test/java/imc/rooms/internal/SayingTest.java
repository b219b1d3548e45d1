package imc.rooms.internal;

import static imc.rooms.internal.Conference.CHAT;
import static imc.rooms.internal.Conference.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Saying;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.room.Keeper;
import imc.api.room.RoomListener;
import imc.api.room.RoomPolicy;
import imc.api.room.Speech;
import imc.api.store.Change;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.rooms.internal.content.Cpim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a step says is said as every message. */
class SayingTest {

    private static final Change MARK = new Change.RoomPropertyPut(CHAT, "x", Optional.of("1"));

    private final Conference conference = Conference.open();
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void aliceOwnsTheRoom() {
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        conference.told();
        install("me", "<text> [<room>]", call -> Step.done().saying(toAll(call, call.argument("text").orElse(""))));
        conference.listeners.add(new RoomListener() {
            @Override
            public void changed(SipAddress address, Optional<Room> before, Optional<Room> after, Cause cause) {
                heard.add(cause.what());
            }

            @Override
            public void said(Speech speech) {
                heard.add(speech.speaker().displayUser() + ": " + speech.content().asText() + ' ' + speech.headers());
            }
        });
    }

    @AfterEach
    void close() {
        conference.close();
    }

    private void install(String name, String usage, ImcCommand command) {
        conference.registry.bindCommand(command,
                new TestReference<>(Map.of(ImcCommand.NAME, name, ImcCommand.USAGE, usage), 0));
    }

    private static Saying toAll(CommandCall call, String text) {
        return call.saying(Content.text(text), call.room().orElseThrow().presentBut(call.sender()));
    }

    @Test
    @DisplayName("with the speaker's name, to each in his form, and listeners hear of it")
    void said() {
        assertEquals(200, conference.send("bob", CHAT, Cpim.of(Content.text("hi"), "sip:bob@example.com",
                "sip:chat-1@example.com").wrapped(), Map.of()).status());
        conference.told();
        heard.clear();
        assertEquals(Answer.OK, conference.send("alice", "#me waves"));
        List<Broadcast> sent = conference.takeSent();
        assertEquals(1, sent.size());
        assertEquals(Cpim.TYPE, sent.get(0).content().mediaType());
        assertTrue(sent.get(0).content().asText().endsWith("\r\n\r\n[alice]: waves"));
        assertEquals("waves", sent.get(0).said().orElseThrow().spoken().asText());
        assertEquals(List.of("alice: waves {In-Reply-To=call-4}"), heard);
    }

    @Test
    @DisplayName("policies may make another of it, and refuse it, which refuses the whole step")
    void policies() {
        install("mark", "<text> [<room>]", call -> Step.done().noticing(call.sender(), "done").changing(MARK)
                .saying(toAll(call, call.argument("text").orElse(""))));
        conference.policies.add(new TestReference<>(Map.of(), 0), new RoomPolicy() {
            @Override
            public Speech speaking(Speech speech) {
                return speech.content().asText().equals("damn") ? speech.refused(Answer.refused(-1500, 403, "No"))
                        : speech.saying(Content.text(speech.content().asText().toUpperCase()));
            }
        });
        assertEquals(200, conference.send("alice", "#me waves").status());
        assertEquals(List.of("chat-1 -> bob: [alice]: WAVES"), conference.told());
        assertEquals(-1500, conference.send("alice", "#mark damn").code());
        assertEquals(List.of("chat-1 -> alice: *** No"), conference.told());
        assertEquals(Optional.empty(), conference.rooms.find(CHAT).orElseThrow().properties().get("x"));
    }

    @Test
    @DisplayName("a change is durable and heard of before it; if it is not stored, nothing is said")
    void afterTheChange() {
        install("mark", "<text> [<room>]", call -> Step.done().changing(MARK)
                .saying(toAll(call, call.argument("text").orElse(""))));
        conference.store.hold();
        CompletableFuture<Answer> answer = conference.begin("alice", "#mark one");
        assertEquals(List.of(), conference.told());
        conference.store.release();
        assertEquals(200, answer.join().status());
        Await.that("bob has it", () -> heard.size() == 2);
        assertEquals(List.of("chat-1 -> bob: [alice]: one"), conference.told());
        assertEquals(List.of("mark", "alice: one {In-Reply-To=call-3}"), heard);
        conference.store.failWith("disk full");
        assertEquals(-500, conference.send("alice", "#mark two").code());
        assertEquals(List.of("chat-1 -> alice: *** The change could not be stored; nothing was changed"),
                conference.told());
    }

    @Test
    @DisplayName("kept for all: the command is answered 202, when that is durable")
    void kept() {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        conference.keeping.add(new TestReference<>(Map.of(), 0), new Keeper() {
            @Override
            public Kept keep(Broadcast speech) {
                return new Kept(List.of(), stored);
            }

            @Override
            public boolean keep(Broadcast copy, int receiver, Delivery delivery) {
                return false;
            }
        });
        CompletableFuture<Answer> answer = conference.begin("alice", "#me waves");
        assertEquals(List.of(), conference.told());
        assertEquals(false, answer.isDone());
        stored.complete(null);
        assertEquals(202, answer.join().status());
    }

    @Test
    @DisplayName("without a way out the command is answered 503, as a message is")
    void noWayOut() {
        conference.outgoing.unbindTransport(conference);
        assertEquals(503, conference.send("alice", "#me waves").status());
        assertEquals(List.of(), heard);
    }

    @Test
    @DisplayName("in the name of a member, for whom another bundle acts; never of somebody who is not in the room")
    void byAnother() {
        Answer done = conference.engine.change(CHAT, Cause.of("bridge", user("bob")),
                call -> Step.done().saying(toAll(call, "from far away"))).toCompletableFuture().join();
        assertEquals(200, done.status());
        assertEquals(List.of("chat-1 -> alice: [bob]: from far away"), conference.told());
        assertEquals(-500, conference.engine.change(CHAT, Cause.of("bridge", user("carol")),
                call -> Step.done().saying(toAll(call, "from nowhere"))).toCompletableFuture().join().code());
        assertEquals(List.of(), conference.told());
        assertEquals(1, conference.failures.count());
    }
}
