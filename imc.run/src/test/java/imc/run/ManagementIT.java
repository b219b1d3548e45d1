package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import imc.check.Phone;
import imc.run.docs.MadeTables;
import imc.run.docs.Pages;
import imc.run.docs.Sources;
import imc.run.extension.Repeat;
import imc.run.support.FelixServer;
import imc.run.support.Result;
import imc.run.support.TestBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;

/** What an operator sees and does by management commands, with people in the rooms. */
class ManagementIT {

    private static FelixServer server;
    /** Owns chat-kept. */
    private static Phone keeper;

    @BeforeAll
    static void start() throws Exception {
        server = new FelixServer();
        keeper = phone("keeper", "udp", server.sipPort());
        say(keeper, "chat-kept", "#create");
        hears(keeper, "*** Room was created");
    }

    @AfterAll
    static void stop() {
        keeper.close();
        server.close();
    }

    /** What a line gives, without the blanks of its table. */
    private static String shell(String line) {
        Result result = server.shell(line);
        return (result.out() + result.err()).replaceAll(" +", " ").replaceAll("(?m) $", "").strip();
    }

    @Test
    @DisplayName("rooms are changed in their turn, and their members are told")
    void changed() throws Exception {
        try (Phone alice = phone("alice", "udp", server.sipPort());
                Phone bob = phone("bob", "tcp", server.sipPort());
                Phone carol = phone("carol", "udp", server.sipPort())) {
            say(alice, "chat-bad", "#create");
            hears(alice, "*** Room was created");

            assertEquals("room sip:chat-bad@127.0.0.1\ndone added", shell("imc:addMember chat-bad bob"));
            hears(alice, "*** [bob] has joined the room");
            hears(bob, "*** [bob] has joined the room");
            assertEquals("room sip:chat-bad@127.0.0.1\ndone added",
                    shell("imc:addMember chat-bad sip:carol@127.0.0.1 owner"));
            for (Phone phone : List.of(alice, bob, carol)) {
                hears(phone, "*** [carol] has joined the room");
                hears(phone, "*** [carol] is now owner");
            }
            assertEquals("""
                    room members owner private
                    sip:chat-bad@127.0.0.1 3 sip:carol@127.0.0.1 false""", shell("imc:listRooms like=bad"));

            assertEquals("room sip:chat-bad@127.0.0.1\ndone sent", shell("imc:send chat-bad 'Down at noon'"));
            for (Phone phone : List.of(alice, bob, carol)) {
                hears(phone, "*** Down at noon");
            }
            assertEquals("room sip:chat-bad@127.0.0.1\ndone removed", shell("imc:removeMember chat-bad bob"));
            hears(bob, "*** You have been removed from the room");
            hears(alice, "*** [bob] has left the room");
            hears(carol, "*** [bob] has left the room");
            assertEquals("room sip:chat-bad@127.0.0.1\ndone now owner", shell("imc:setRole chat-bad alice owner"));
            hears(alice, "*** [alice] is now owner");
            hears(carol, "*** [alice] is now owner");

            say(carol, "chat-bad", "Is it over?");
            hears(alice, "[carol]: Is it over?");
            String room = shell("imc:room chat-bad");
            assertTrue(room.matches("""
                    (?s)room sip:chat-bad@127.0.0.1
                    owner sip:alice@127.0.0.1
                    private false
                    present 2
                    count 2
                    last_message 20[0-9T:-]+Z
                    last_speaker sip:carol@127.0.0.1
                    members
                    .*user sip:carol@127.0.0.1
                    .*role admin.*contacts
                    .*sip:carol@127.0.0.1:.*"""), room);

            assertEquals("room sip:chat-bad@127.0.0.1\ndone destroyed", shell("imc:destroyRoom chat-bad"));
            hears(alice, "*** Room has been destroyed");
            hears(carol, "*** Room has been destroyed");
            assertEquals("404 no such room", shell("imc:room chat-bad"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "imc:destroyRoom chat-none | 404 no such room",
        "imc:addMember chat-kept keeper | 400 The user is already a member",
        "imc:addMember chat-kept chat-kept | 400 Bad user address: sip:chat-kept@127.0.0.1 is no user: it is a room, or"
                + " takes commands only",
        "imc:addMember chat-kept chat-ghost | 400 Bad user address: sip:chat-ghost@127.0.0.1 is no user",
        "imc:addMember chat-kept chat-manager | 400 Bad user address: sip:chat-manager@127.0.0.1 is no user",
        "imc:addMember chat-kept bob boss | 400 'boss' is no role; member, admin and owner are allowed",
        "imc:addMember chat-kept sip:@ | 400 'sip:@' is no user's address",
        "imc:removeMember chat-kept keeper | 400 The owner cannot be removed: make another the owner (imc_set_role), or"
                + " destroy the room (imc_destroy_room)",
        "imc:removeMember chat-kept bob | 404",
        "imc:setRole chat-kept bob admin | 404",
        "imc:setRole chat-kept keeper member | A room keeps its owner: make another the owner, and this one becomes an"
                + " admin",
        "imc:send chat-kept ' ' | 400 the parameter 'text' has blanks only",
        "imc:listRooms sort=size | 400 nothing can be sorted by 'size'; allowed are members, owner, room, each with -"
                + " before it for the other way round",
        "imc:listRooms from=-1 | 400 the parameter 'from' is -1; 0 or more is allowed",
        "imc:listRooms count=many | imc_list_rooms: the parameter 'count' is 'many'; a whole number is expected."})
    @DisplayName("what cannot be done is refused, with what is allowed")
    void refused(String line, String refusal) {
        String answer = shell(line);
        assertTrue(answer.contains(refusal), answer);
    }

    @Test
    @DisplayName("a notice that is too long is refused before it is anybody's failure")
    void tooLong() {
        assertEquals("400 the parameter 'text' has 8193 bytes; at most 8192 are allowed",
                shell("imc:send chat-kept '" + "y".repeat(8_193) + "'"));
    }

    @Test
    @DisplayName("a list is shown by pages, searched and sorted")
    void pages() throws Exception {
        try (Phone alice = phone("alice", "udp", server.sipPort()); Phone bob = phone("bob", "udp", server.sipPort())) {
            for (String name : List.of("chat-p3", "chat-p1", "chat-p2")) {
                say(alice, name, "#create");
                hears(alice, "*** Room was created");
            }
            say(bob, "chat-p2", "#join");
            hears(bob, "*** [bob] has joined the room");
            assertEquals("sip:chat-p1@127.0.0.1 sip:chat-p2@127.0.0.1 sip:chat-p3@127.0.0.1", rooms("like=CHAT-P"));
            assertEquals("sip:chat-p2@127.0.0.1", rooms("'like=chat-p*127' from=1 count=1"));
            assertEquals("sip:chat-p2@127.0.0.1 sip:chat-p3@127.0.0.1 sip:chat-p1@127.0.0.1",
                    rooms("like=chat-p sort=-members"));
            assertEquals("(none)", shell("imc:listRooms like=chat-p from=3"));
            assertEquals("room sip:chat-p2@127.0.0.1\ncount 2\nmembers\n user role state failures last_failure\n"
                    + " sip:bob@127.0.0.1 member joined 0", shell("imc:listMembers chat-p2 from=1"));
        } finally {
            for (String name : List.of("chat-p3", "chat-p1", "chat-p2")) {
                shell("imc:destroyRoom " + name);
            }
        }
    }

    private static String rooms(String parameters) {
        return String.join(" ", shell("each (imc:listRooms " + parameters + ") { $it get room }").lines().toList());
    }

    @Test
    @DisplayName("active_rooms is what imc_list_rooms counts, whoever makes and ends rooms")
    void counted() throws Exception {
        Random random = new Random(12);
        try (Phone alice = phone("alice", "udp", server.sipPort())) {
            for (int i = 0; i < 60; i++) {
                String name = "chat-c" + random.nextInt(6);
                switch (random.nextInt(3)) {
                    case 0 -> alice.message(name, "#create");
                    case 1 -> alice.message(name, "#destroy");
                    default -> shell("imc:destroyRoom " + name);
                }
                if (i % 4 == 3) {
                    assertEquals(shell("(imc:listRooms) size"),
                            shell("((imc:getStatistics active_rooms) get 0) get value"), "after " + i);
                }
            }
        } finally {
            for (int i = 0; i < 6; i++) {
                shell("imc:destroyRoom chat-c" + i);
            }
        }
    }

    @Test
    @DisplayName("the documents' tables are those that are made from the sources (-Dimc.docs=write writes them)")
    void documents() throws Exception {
        try (Phone dave = phone("dave", "tcp", server.sipPort()); Phone erin = phone("erin", "udp", server.sipPort())) {
            // so that whatever is counted by labels has been counted
            assertEquals(405,
                    dave.request("PUBLISH", "sip:127.0.0.1", dave.address(), List.of(), new byte[0]).status());
            say(dave, "chat-docs", "#create");
            say(erin, "chat-docs", "#join");
            say(erin, "chat-docs", "counted");
            shell("imc:destroyRoom chat-docs");
        }
        List<Object> figures = JSON.std.listFrom(server.shell("imc:getStatistics -j").out());
        MadeTables tables = Sources.read(server.context(), figures);
        List<Executable> checks = new ArrayList<>();
        for (Path page : Pages.all()) {
            String made = tables.of(page);
            if ("write".equals(System.getProperty("imc.docs"))) {
                Files.writeString(page, made);
            }
            checks.add(() -> assertEquals(made, Files.readString(page), page + " is not what the sources say: run"
                    + " this test with -Dimc.docs=write"));
        }
        assertAll(checks);
        assertEquals(Set.of(), tables.unused(), "tables that stand in no page");
    }

    @Test
    @DisplayName("a command of one class is there in the shell, with its parameters, and goes with its bundle")
    void another() throws Exception {
        Bundle bundle = server.context().installBundle("test:repeat",
                TestBundle.of("test.repeat", Repeat.class).content());
        bundle.start();
        try {
            assertEquals("said hohoho", shell("imc:testEcho ho 3"));
            assertEquals("{\n \"said\" : \"ho\"\n}", shell("imc:testEcho -j text=ho"));
            assertTrue(shell("imc:help").contains("test_echo <text> [<times>] Says what it was told"));
            assertTrue(shell("imc:which").lines().anyMatch("test_echo"::equals));
        } finally {
            bundle.uninstall();
        }
        assertTrue(shell("imc:testEcho ho").contains("not found"), shell("imc:testEcho ho"));
    }
}
