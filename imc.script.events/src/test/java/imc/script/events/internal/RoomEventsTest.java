package imc.script.events.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.room.Cause;
import imc.api.room.Speech;
import imc.api.script.EventRoute;
import imc.test.kit.LogLines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a script hears of rooms. */
class RoomEventsTest {

    private static final SipAddress CHAT = SipAddress.parse("sip:chat-1@example.com");
    private static final SipAddress OTHER = SipAddress.parse("sip:chat-2@example.com");

    private final LogLines lines = new LogLines();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final RoomEvents events = new RoomEvents(work::add, work::clear, lines.logger());
    private final List<String> heard = new ArrayList<>();

    private static SipAddress user(String name) {
        return SipAddress.parse("sip:" + name + "@example.com");
    }

    private static Room room(SipAddress address, String... members) {
        Room room = Room.empty(address, false);
        for (String name : members) {
            String[] parts = name.split("=");
            room = room.with(new Member(user(parts[0]), parts.length == 1 ? Role.MEMBER : Role.valueOf(parts[1])));
        }
        return room;
    }

    /** The work of the thread. */
    private void work() {
        for (Runnable task = work.poll(); task != null; task = work.poll()) {
            task.run();
        }
    }

    /** The script has a route, of which is heard. */
    private EventRoute hears(String name) {
        return route(name, facts -> {
            heard.add(name + " " + new TreeMap<>(facts));
            return CompletableFuture.completedFuture(null);
        });
    }

    private EventRoute route(String name, EventRoute route) {
        events.bindRoute(route, Map.of(EventRoute.NAME, name));
        return route;
    }

    private void changed(Room before, Room after, String what, String by) {
        events.changed(CHAT, Optional.ofNullable(before), Optional.ofNullable(after),
                Cause.of(what, by == null ? CHAT : user(by)));
    }

    private void says(SipAddress room, String text) {
        events.said(new Speech(room(room, "alice=OWNER", "bob"), user("bob"), Content.text(text), Map.of(),
                Optional.empty(), List.of(user("alice")), Answer.OK));
    }

    @Test
    @DisplayName("who creates and destroys a room; that is no coming and no going")
    void rooms() {
        List.of("imc:created", "imc:destroyed", "imc:joined", "imc:left").forEach(this::hears);
        changed(null, room(CHAT, "alice=OWNER"), "create", "alice");
        changed(room(CHAT, "alice=OWNER", "bob"), null, "destroy", "alice");
        changed(room(CHAT, "alice=OWNER"), null, "imc_terminate_room", null);
        assertEquals(List.of(), heard, "nothing is done in the room's turn");
        work();
        assertEquals(List.of(
                "imc:created {command=create, count=1, member=sip:alice@example.com, role=owner,"
                        + " room=sip:chat-1@example.com}",
                "imc:destroyed {command=destroy, count=0, member=sip:alice@example.com, role=owner,"
                        + " room=sip:chat-1@example.com}",
                "imc:destroyed {command=imc_terminate_room, count=0, member=, role=, room=sip:chat-1@example.com}"),
                heard);
    }

    @Test
    @DisplayName("who comes and who goes, with what he was; an invitation is neither")
    void members() {
        hears("imc:joined");
        hears("imc:left");
        changed(room(CHAT, "alice=OWNER"), room(CHAT, "alice=OWNER", "bob=INVITED"), "invite", "alice");
        changed(room(CHAT, "alice=OWNER", "bob=INVITED"), room(CHAT, "alice=OWNER", "bob"), "accept", "bob");
        changed(room(CHAT, "alice=OWNER", "bob=ADMIN"), room(CHAT, "alice=OWNER"), "kick", "alice");
        changed(room(CHAT, "alice=OWNER", "bob=INVITED"), room(CHAT, "alice=OWNER"), "reject", "bob");
        changed(room(CHAT, "alice=OWNER", "bob"), room(CHAT, "alice=OWNER", "bob=ADMIN"), "add", "alice");
        changed(room(CHAT, "alice=OWNER"), room(CHAT, "alice=OWNER", "bob", "carol"), "store", "alice");
        work();
        assertEquals(List.of("imc:joined {command=accept, count=2, member=sip:bob@example.com, role=member,"
                        + " room=sip:chat-1@example.com}",
                "imc:left {command=kick, count=1, member=sip:bob@example.com, role=admin,"
                        + " room=sip:chat-1@example.com}"),
                heard);
    }

    @Test
    @DisplayName("what is said, by whom")
    void messages() {
        hears("imc:message");
        says(CHAT, "hello");
        work();
        assertEquals(List.of("imc:message {body=hello, code=1, count=2, member=sip:bob@example.com, role=member,"
                + " room=sip:chat-1@example.com}"), heard);
    }

    @Test
    @DisplayName("where the script has no such route nothing is kept; an event that there is not is told of")
    void unwanted() {
        EventRoute route = hears("imc:jioned");
        assertEquals(List.of("WARN event_route[imc:jioned] is never run; there are [imc:created, imc:destroyed,"
                + " imc:joined, imc:left, imc:message]"), lines.all);
        hears("weather:storm");
        assertEquals(1, lines.all.size(), "others tell of that");
        says(CHAT, "hello");
        changed(null, room(CHAT, "alice=OWNER"), "create", "alice");
        changed(room(CHAT, "alice=OWNER"), null, "destroy", "alice");
        changed(room(CHAT, "alice=OWNER"), room(CHAT, "alice=OWNER", "bob"), "join", "bob");
        assertEquals(0, work.size());
        EventRoute message = hears("imc:message");
        says(CHAT, "hello");
        events.unbindRoute(message, Map.of(EventRoute.NAME, "imc:message"));
        events.unbindRoute(route, Map.of(EventRoute.NAME, "imc:jioned"));
        work();
        assertEquals(List.of(), heard);
    }

    @Test
    @DisplayName("of one room one thing after the other, also where a route waits, which holds up no other room")
    void order() {
        List<CompletableFuture<Void>> open = new ArrayList<>();
        route("imc:message", facts -> {
            heard.add(facts.get("room").replaceAll(".*chat-(.*)@.*", "$1") + facts.get("body"));
            open.add(new CompletableFuture<>());
            return open.get(open.size() - 1);
        });
        says(CHAT, "a");
        says(CHAT, "b");
        says(OTHER, "a");
        work();
        assertEquals(List.of("1a", "2a"), heard);
        assertEquals(3, waiting());
        open.get(0).complete(null);
        work();
        assertEquals(List.of("1a", "2a", "1b"), heard);
        open.get(1).complete(null);
        open.get(2).complete(null);
        work();
        assertEquals(0, waiting());
    }

    private long figure(String name) {
        return events.statistics().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow().value();
    }

    private long waiting() {
        return figure("waiting");
    }

    @Test
    @DisplayName("a route that throws ends nothing; that is counted, and told once")
    void failure() {
        route("imc:message", facts -> {
            throw new IllegalStateException("broken");
        });
        says(CHAT, "a");
        says(CHAT, "b");
        work();
        assertEquals(2, figure("failures"));
        assertEquals(1, lines.all.size());
        assertEquals(0, waiting());
    }

    @Test
    @DisplayName("no more waits than may, in number and in bytes; what is left out is counted, and told once until"
            + " none waits")
    void bounds() {
        hears("imc:message");
        for (int i = 0; i < Turns.MOST + 5; i++) {
            says(CHAT, "a");
        }
        assertEquals(5, figure("overflows"));
        assertEquals(List.of("WARN The script's routes for events do not keep up: 1000 events of rooms wait, and more"
                + " are left out and counted (event_route:overflows), until none waits"), lines.all);
        work();
        assertEquals(Turns.MOST, heard.size());
        String large = "a".repeat(1 << 20);
        for (int i = 0; i < 17; i++) {
            says(CHAT, large);
        }
        assertEquals(6, figure("overflows"));
        assertEquals(2, lines.all.size());
        work();
        assertEquals(0, waiting());
    }

    @Test
    @DisplayName("its thread ends with it, whatever its route does")
    void end() throws Exception {
        RoomEvents real = new RoomEvents();
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        EventRoute hanging = facts -> {
            thread.complete(Thread.currentThread());
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            CompletionStage<Void> done = CompletableFuture.completedFuture(null);
            return done;
        };
        real.bindRoute(hanging, Map.of(EventRoute.NAME, "imc:created"));
        real.changed(CHAT, Optional.empty(), Optional.of(room(CHAT, "alice=OWNER")), Cause.of("create", user("alice")));
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        real.deactivate();
        thread.get().join(20_000);
        assertTrue(!thread.get().isAlive());
    }
}
