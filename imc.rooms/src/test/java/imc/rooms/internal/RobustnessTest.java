package imc.rooms.internal;

import static imc.rooms.internal.Conference.CHAT;
import static imc.rooms.internal.Conference.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.ReturnCode;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.store.Change;
import imc.api.store.RoomReceiver;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is thrown, wherever: the request is answered, it is counted, and the room goes on. */
class RobustnessTest {

    private Conference conference = Conference.open();

    @BeforeEach
    void aliceAndBobAreInTheRoom() {
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        conference.told();
    }

    @AfterEach
    void close() {
        conference.close();
    }

    private void install(String name, String usage, ImcCommand command) {
        conference.registry.bindCommand(command,
                new TestReference<>(Map.of(ImcCommand.NAME, name, ImcCommand.USAGE, usage), 0));
    }

    /** The room still works. */
    private void goesOn() {
        assertEquals(200, conference.send("bob", "still here").status());
        assertTrue(conference.told().stream()
                .anyMatch(line -> line.startsWith("chat-1 -> alice") && line.endsWith(": [bob]: still here")));
        assertEquals(200, conference.send("bob", "#members").status());
        Await.that("all is told", () -> conference.engine.unfinished() == 0);
        conference.told();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-2022-CN", "x-JISAutoDetect"})
    @DisplayName("a text in a charset that Java can read and not write goes on in UTF-8")
    void charsetThatCannotBeWritten(String charset) {
        Answer answer = conference.send("bob", CHAT,
                new Content("text/plain; charset=\"" + charset + "\";format=flowed", "hello".getBytes(UTF_8)),
                Map.of());
        assertEquals(Answer.OK, answer);
        Content copy = conference.takeSent().get(0).content();
        assertEquals("text/plain;format=flowed;charset=UTF-8", copy.type());
        assertEquals("[bob]: hello", new String(copy.bytes(), UTF_8));
        assertEquals(0, conference.failures.count());
        goesOn();
    }

    @Test
    @DisplayName("a name that the text's charset has no letters for is not spoilt: the text goes on in UTF-8")
    void nameThatCannotBeWritten() {
        conference.send("gr%C3%BCn", "#join");
        conference.told();
        conference.send("gr%C3%BCn", CHAT, new Content("text/plain;charset=us-ascii", "hi".getBytes(UTF_8)), Map.of());
        Broadcast copy = conference.takeSent().get(0);
        assertEquals("text/plain;charset=UTF-8", copy.content().type());
        assertEquals("[grün]: hi", new String(copy.content().bytes(), UTF_8));
    }

    @Test
    @DisplayName("a transport that throws at a message: 500, and counted")
    void transportThrowsAtMessage() {
        for (Throwable thrown : List.of(new IllegalStateException("no socket"), new NoClassDefFoundError("x"))) {
            long before = conference.failures.count();
            conference.broken = thrown;
            assertEquals("-500 500", code(conference.send("bob", "hello")));
            conference.broken = null;
            assertEquals(before + 2, conference.failures.count(), "the message, and the notice of its refusal");
            goesOn();
        }
    }

    private static String code(Answer answer) {
        return answer.code() + " " + answer.status();
    }

    @Test
    @DisplayName("a transport that throws at the notices of stored commands: all of them are answered as done")
    void transportThrowsAtNotices() {
        conference.store.hold();
        List<CompletableFuture<Answer>> joins =
                List.of("carol", "dave", "eve").stream().map(name -> conference.begin(name, "#join")).toList();
        conference.broken = new LinkageError("no socket");
        conference.store.release();
        joins.forEach(join -> assertEquals(200, join.join().status()));
        conference.awaitQuiet();
        conference.broken = null;
        assertEquals(3, conference.failures.count());
        assertEquals(5, conference.rooms.find(CHAT).orElseThrow().present().size());
        goesOn();
    }

    @Test
    @DisplayName("an invitation at which the transport throws has not got there, and is taken back")
    void transportThrowsAtInvitation() {
        conference.broken = new IllegalStateException("no socket");
        assertEquals(200, conference.send("alice", "#invite dave").status());
        conference.awaitQuiet();
        conference.broken = null;
        assertTrue(conference.rooms.find(CHAT).orElseThrow().member(user("dave")).isEmpty());
        goesOn();
    }

    /** A store that gives what it is told. */
    private record Odd(Supplier<CompletionStage<Void>> stage) implements RoomStore {

        @Override
        public void load(RoomReceiver into) {
            // there is nothing
        }

        @Override
        public CompletionStage<Void> write(List<Change> batch) {
            return stage.get();
        }
    }

    private String createIn(Supplier<CompletionStage<Void>> stage) {
        conference.close();
        conference = new Conference(Map.of());
        conference.gate.bindStore(new Odd(stage), Conference.named("odd"));
        Await.that("it serves", () -> conference.gate.status().serving().isPresent());
        String answer = code(conference.send("alice", "#create"));
        conference.awaitQuiet();
        Await.that("all is told", () -> conference.engine.unfinished() == 0);
        return answer;
    }

    @Test
    @DisplayName("any legal stage will do: completed, minimal, completed later")
    void legalStages() {
        List<Supplier<CompletionStage<Void>>> stages = List.of(() -> CompletableFuture.completedFuture(null),
                () -> CompletableFuture.completedStage(null),
                () -> new CompletableFuture<Void>().completeAsync(() -> null).minimalCompletionStage(),
                () -> CompletableFuture.runAsync(() -> { }).thenApply(Function.identity()));
        for (Supplier<CompletionStage<Void>> stage : stages) {
            assertEquals("1 200", createIn(stage));
            assertTrue(conference.server.roomActive(CHAT));
            assertEquals(0, conference.failures.count());
        }
    }

    @Test
    @DisplayName("whatever else a store gives or throws, nothing was changed, and it is counted")
    void illegalStages() {
        List<Supplier<CompletionStage<Void>>> stages = List.of(() -> null,
                () -> {
                    throw new NoClassDefFoundError("org/driver");
                },
                () -> {
                    throw new IllegalStateException("closed");
                },
                () -> CompletableFuture.failedStage(new StoreException("disk full")),
                () -> CompletableFuture.runAsync(() -> {
                    throw new StackOverflowError();
                }).minimalCompletionStage());
        for (Supplier<CompletionStage<Void>> stage : stages) {
            assertEquals("-500 500", createIn(stage));
            assertTrue(conference.rooms.find(CHAT).isEmpty());
            assertEquals(1, conference.failures.count());
        }
    }

    @Test
    @DisplayName("a stranger's command that throws, gives nothing, or notices that cannot be sent")
    void commands() {
        install("boom", "[<room>]", call -> {
            throw new NoClassDefFoundError("gone");
        });
        install("none", "", call -> null);
        install("nobody", "[<room>]", call -> Step.done().telling(new AbstractList<>() {
            @Override
            public SipAddress get(int place) {
                throw new IllegalStateException("nobody there");
            }

            @Override
            public int size() {
                return 1;
            }
        }, "hi"));
        install("reader", "[<room>]", new ImcCommand() {
            @Override
            public Step run(CommandCall call) {
                return Step.done();
            }

            @Override
            public ReturnCode badRoomAddress() {
                throw new IllegalStateException("no code");
            }
        });
        assertEquals("-500 500", code(conference.send("alice", "#boom")));
        assertEquals("-500 500", code(conference.send("alice", "#none")));
        conference.cpimUsers.sent(user("bob"), true);
        assertEquals("1 200", code(conference.send("alice", "#nobody")));
        assertEquals("-500 500", code(conference.send("alice", "#reader http://x")));
        assertEquals(4, conference.failures.count());
        goesOn();
    }

    @Test
    @DisplayName("what a command does about a notice that did not arrive may throw")
    void undelivered() {
        install("poke", "[<room>]", call -> Step.done().sending(
                Notice.of(List.of(user("bob")), "hey").personal().otherwise((later, delivery) -> {
                    throw new AssertionError("not written yet");
                })));
        conference.ends.put(user("bob"), Delivery.TIMED_OUT);
        assertEquals("1 200", code(conference.send("alice", "#poke")));
        conference.awaitQuiet();
        conference.ends.clear();
        assertEquals(1, conference.failures.count());
        goesOn();
    }
}
