package imc.rooms.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import imc.api.SipAddress;
import imc.api.store.RoomStore;
import imc.api.transport.Delivery;
import imc.api.transport.RoomAddresses;
import imc.rooms.internal.report.Events;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The event log, as it is written: SLF4J's simple logger writes to what stands for the error output. */
class EventsTest {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Conference conference = new Conference(Map.of(), null, new Events("test.events"));
    private final TestReference<RoomStore> held = Conference.named("held");

    @BeforeEach
    void begin() {
        conference.gate.bindStore(conference.store, held);
        conference.awaitStore();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void end() {
        System.setErr(before);
        conference.close();
    }

    /** The lines of one kind, from the event on. */
    private List<String> lines(String kind) {
        String mark = "test.events." + kind + " - ";
        List<String> lines = written.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains(mark))
                .map(line -> line.substring(line.indexOf(mark) + mark.length())).toList();
        written.reset();
        return lines;
    }

    @Test
    @DisplayName("a line for each change of a room, with who did it and the Call-ID")
    void rooms() {
        conference.send("alice", "#create private");
        conference.send("alice", "#invite bob");
        conference.send("bob", "#reject");
        conference.send("alice", "#add bob");
        conference.send("alice", "#modify bob admin");
        conference.send("bob", "#leave");
        conference.send("alice", "#destroy");
        String room = " room=sip:chat-1@example.com by=sip:";
        assertEquals(List.of("created kind=private" + room + "alice@example.com call-id=call-1",
                "joined user=sip:alice@example.com role=owner" + room + "alice@example.com call-id=call-1",
                "invited user=sip:bob@example.com role=invited" + room + "alice@example.com call-id=call-2",
                "declined user=sip:bob@example.com" + room + "bob@example.com call-id=call-3",
                "joined user=sip:bob@example.com role=member" + room + "alice@example.com call-id=call-4",
                "role user=sip:bob@example.com role=admin" + room + "alice@example.com call-id=call-5",
                "left user=sip:bob@example.com" + room + "bob@example.com call-id=call-6",
                "destroyed" + room + "alice@example.com call-id=call-7"), lines("room"));
    }

    @Test
    @DisplayName("a line for each property that is set or taken away, without its value")
    void properties() {
        Mark.install(conference);
        conference.send("alice", "#create");
        lines("room");
        conference.send("alice", "#mark red");
        conference.send("alice", "#mark none");
        String room = " room=sip:chat-1@example.com by=sip:alice@example.com call-id=call-";
        String user = " user=sip:alice@example.com";
        assertEquals(List.of("set property=mark" + room + "2", "set property=mark" + user + room + "2",
                "unset property=mark" + room + "3", "unset property=mark" + user + room + "3"), lines("room"));
    }

    @Test
    @DisplayName("a line for each refusal, with its code and without anything of the body")
    void refusals() {
        conference.send("bob", "the secret");
        conference.send("bob", "#leave secret");
        conference.send("bob", "#");
        String from = " from=sip:bob@example.com to=sip:";
        assertEquals(List.of("message code=-201 status=404" + from + "chat-1@example.com call-id=call-1",
                "leave code=-91 status=404" + from + "secret@example.com call-id=call-2",
                "unknown code=-20 status=400" + from + "chat-1@example.com call-id=call-3"), lines("refused"));
    }

    @Test
    @DisplayName("who is refused for now is told of once, however often he comes meanwhile")
    void forNow() {
        conference.gate.unbindStore(held);
        for (int i = 0; i < 20; i++) {
            assertEquals(503, conference.send("bob", "#create").status());
        }
        assertEquals(503, conference.send("carol", "#create").status());
        String rest = "@example.com to=sip:chat-1@example.com call-id=call-";
        assertEquals(List.of("create code=-503 status=503 from=sip:bob" + rest + "1",
                "create code=-503 status=503 from=sip:carol" + rest + "21"), lines("refused"));
    }

    @Test
    @DisplayName("a word that can be no room's name may be a password, and is not in a line")
    void passwords() {
        conference.addresses.sources.add(new RoomAddresses() {
            @Override
            public boolean serves(SipAddress address) {
                return address.user().startsWith("chat-");
            }

            @Override
            public String description() {
                return "sip:chat-.*";
            }
        });
        conference.send("bob", "#join secret");
        conference.send("bob", "#join chat-1 secret word");
        conference.send("bob", "#leave chat-2");
        String from = " from=sip:bob@example.com to=sip:chat-";
        assertEquals(List.of("join code=-43 status=400" + from + "1@example.com call-id=call-1",
                "join code=-20 status=400" + from + "1@example.com call-id=call-2",
                "leave code=-91 status=404" + from + "2@example.com call-id=call-3"), lines("refused"));
    }

    @Test
    @DisplayName("a line for each copy that did not arrive, and why")
    void deliveries() {
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        conference.ends.put(Conference.user("bob"), Delivery.answered(486));
        conference.send("alice", "the secret");
        conference.ends.put(Conference.user("bob"), Delivery.TIMED_OUT.shared());
        conference.send("alice", "the secret");
        String copy = " room=sip:chat-1@example.com to=sip:bob@example.com in-reply-to=call-";
        assertEquals(List.of("undelivered status=486 reason=\"Busy Here\"" + copy + "3",
                "undelivered status=408 reason=\"no answer\"" + copy + "4 shared=true"), lines("delivery"));
    }

    @Test
    @DisplayName("a line for each store that serves or goes")
    void stores() {
        TestReference<RoomStore> second = Conference.named("the second", 7);
        conference.gate.bindStore(new HeldStore(), second);
        Await.that("it serves", () -> conference.gate.status().serving().filter("the second"::equals).isPresent());
        Await.that("it is told", () -> written.toString(StandardCharsets.UTF_8).contains("from=held"));
        conference.gate.unbindStore(second);
        Await.that("it is told", () -> written.toString(StandardCharsets.UTF_8).contains("- away"));
        assertEquals(List.of("serves store=\"the second\" from=held", "away store=\"the second\""),
                lines("store").stream().filter(line -> !line.contains("from=none")).toList());
    }

    @Test
    @DisplayName("what strangers write cannot make a line of its own, nor a long one")
    void injection() {
        assertEquals("\"x??2026 INFO forged = ?\"", Events.quoted("x\r\n2026 INFO forged = \u202E"));
        assertEquals("\"?a b?\"", Events.quoted("\"a b\""));
        assertEquals(201, Events.quoted("x".repeat(5000)).length());
        assertEquals("\"\"", Events.quoted(""));
    }

    @Test
    @DisplayName("chat itself writes no line")
    void silence() {
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        written.reset();
        conference.send("alice", "hello");
        assertFalse(written.toString(StandardCharsets.UTF_8).contains("test.events"));
    }
}
