package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.check.Phone;
import imc.run.support.Distribution;
import imc.run.support.FelixServer;
import imc.run.support.Result;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two servers, each of which believes the other's room to be a member of its own. */
class LoopIT {

    private static final int MESSAGES = 20;
    private static final String PID = "imc.transport.sip";

    @Test
    @DisplayName("two servers whose rooms are members of each other go quiet")
    void quiet() throws Exception {
        try (FelixServer one = new FelixServer();
                Distribution other = started("chat-b");
                Phone alice = phone("alice", "udp", one.sipPort());
                Phone bob = phone("bob", "udp", other.sipPort())) {
            one.configure(PID, rooms("chat-a", one.sipPort()));
            register(alice, "chat-b", other.sipPort());
            register(bob, "chat-a", one.sipPort());
            roomWithStranger(alice, "chat-a", "chat-b");
            roomWithStranger(bob, "chat-b", "chat-a");
            for (int i = 0; i < MESSAGES; i++) {
                say(alice, "chat-a", "hello " + i);
                say(bob, "chat-b", "hello " + i);
            }
            // each room told the other one that it was added, and what was said there: nothing came of that
            awaitTaken(one, other, MESSAGES + 1);
            say(alice, "chat-a", "#members");
            hears(alice, "Members:\n*[alice]\n[chat-b]");
            say(bob, "chat-b", "#members");
            hears(bob, "Members:\n*[bob]\n[chat-a]");
            assertEquals(List.of(MESSAGES + 1, MESSAGES + 1), taken(one, other));
        }
    }

    private static Distribution started(String room) {
        Distribution server = new Distribution();
        server.conf().write(PID, rooms(room, server.sipPort()));
        return server.start();
    }

    /** A server's own rooms: those of the other one are users here. */
    private static Map<String, String> rooms(String room, int port) {
        return Map.of("rooms", "sip:" + room + "@.*",
                "listen", "udp:127.0.0.1:%1$d, tcp:127.0.0.1:%1$d".formatted(port));
    }

    private static void roomWithStranger(Phone owner, String room, String stranger) throws Exception {
        say(owner, room, "#create");
        hears(owner, "*** Room was created");
        say(owner, room, "#add " + stranger);
        hears(owner, "*** [" + stranger + "] has joined the room");
    }

    private static void register(Phone phone, String room, int port) throws IOException {
        assertEquals(200, phone.request("REGISTER", "sip:127.0.0.1", "sip:" + room + "@127.0.0.1",
                List.of("Contact: <sip:" + room + "@127.0.0.1:" + port + ">", "Expires: 600"), new byte[0]).status());
    }

    private static void awaitTaken(FelixServer one, Distribution other, int messages) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (taken(one, other).stream().anyMatch(count -> count < messages) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** How many messages of the other server each has taken and not sent on. */
    private static List<Integer> taken(FelixServer one, Distribution other) {
        String line = "imc:getStatistics automatic_messages";
        return List.of(count(one.shell(line)), count(other.shell(line)));
    }

    private static int count(Result table) {
        return Integer.parseInt(table.out().lines().filter(row -> row.startsWith("imc:automatic_messages")).findFirst()
                .orElseThrow().split("\\s+")[1]);
    }
}
