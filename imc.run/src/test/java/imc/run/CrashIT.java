package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.check.SipText;
import imc.run.support.Amount;
import imc.run.support.Curator;
import imc.run.support.Distribution;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The server is killed (SIGKILL) at random moments while users change rooms, again and again. The number of rounds is
 * the system property {@code imc.crash.rounds}, the seed {@code imc.crash.seed}.
 */
class CrashIT {

    private static final int ROUNDS = Amount.of("imc.crash.rounds", 4);
    private static final long SEED = Long.getLong("imc.crash.seed", System.nanoTime());
    private static final int OWNERS = 8;
    private static final int MOST_CHANGES = 400;

    /** A room as its owner knows it; null members stand for no room. */
    private record State(boolean isPrivate, Map<String, String> roles, Set<String> banned) {

        static final State NONE = new State(false, null, Set.of());

        State with(String user, String role) {
            Map<String, String> changed = new TreeMap<>(roles);
            if (role == null) {
                changed.remove(user);
            } else {
                changed.put(user, role);
            }
            return new State(isPrivate, changed, banned);
        }

        /** Who is banned is out. */
        State banning(String user, boolean isBanned) {
            Set<String> changed = new TreeSet<>(banned);
            if (isBanned) {
                changed.add(user);
            } else {
                changed.remove(user);
            }
            return new State(isPrivate, with(user, null).roles, changed);
        }

        boolean exists() {
            return roles != null;
        }
    }

    /** A user who changes a room of his own, one command after the other, and knows which were acknowledged. */
    private static final class Owner {

        private final String name;
        private final Random random;
        private State acknowledged = State.NONE;
        private Optional<State> unanswered = Optional.empty();

        Owner(int number, long seed) {
            name = "owner" + number;
            random = new Random(seed + number);
        }

        String room() {
            return "chat-" + name;
        }

        /** Changes the room until the server is gone. */
        void change(Phone phone, CountDownLatch changes) {
            unanswered = Optional.empty();
            try {
                while (true) {
                    State next = command(phone);
                    acknowledged = next;
                    unanswered = Optional.empty();
                    changes.countDown();
                }
            } catch (IOException e) {
                // the server was killed: what was not answered may be there, or not
                changes.countDown();
            }
        }

        private State command(Phone phone) throws IOException {
            if (!acknowledged.exists()) {
                boolean isPrivate = random.nextBoolean();
                return send(phone, "#create" + (isPrivate ? " private" : ""),
                        new State(isPrivate, new TreeMap<>(Map.of(name, "owner")), Set.of()));
            }
            String user = "user" + random.nextInt(6);
            String role = acknowledged.roles().get(user);
            if (random.nextInt(20) == 0) {
                return send(phone, "#destroy", State.NONE);
            }
            if (acknowledged.banned().contains(user)) {
                return send(phone, "#unban " + user, acknowledged.banning(user, false));
            }
            if (random.nextInt(5) == 0) {
                return send(phone, "#ban " + user + " for 2h", acknowledged.banning(user, true));
            }
            if (role == null) {
                return send(phone, "#add " + user, acknowledged.with(user, "member"));
            }
            if (random.nextBoolean()) {
                return send(phone, "#remove " + user, acknowledged.with(user, null));
            }
            String other = role.equals("admin") ? "member" : "admin";
            return send(phone, "#modify " + user + " " + other, acknowledged.with(user, other));
        }

        private State send(Phone phone, String command, State after) throws IOException {
            unanswered = Optional.of(after);
            SipText answer = phone.message(room(), command);
            assertEquals(200, answer.status(), () -> command + " was answered " + answer);
            return after;
        }

        /** What the server says of the room must be what was acknowledged, or that with the last command done. */
        void compare(State found, String round) {
            assertTrue(found.equals(acknowledged) || unanswered.filter(found::equals).isPresent(),
                    () -> round + ": " + room() + " is " + found + ", acknowledged was " + acknowledged
                            + ", not answered yet " + unanswered);
            acknowledged = found;
        }
    }

    /** A user who speaks in a room that keeps what is said, and knows what was answered. */
    private static final class Speaker {

        private static final String ROOM = "chat-kept";
        private static final int SHOWN = 100;

        private int answered;
        private boolean begun;

        /** Speaks until the server is gone. */
        void speak(Phone phone) {
            try {
                while (true) {
                    assertEquals(200, phone.message(ROOM, "text " + (answered + 1)).status());
                    answered++;
                }
            } catch (IOException e) {
                // the server was killed: what was not answered may be kept, or not
            }
        }

        /** What the room shows must be all that was answered, and at most the last message besides. */
        void compare(Phone phone, String round) throws Exception {
            if (!begun) {
                say(phone, ROOM, "#create");
                say(phone, ROOM, "#set history 1000");
                begun = true;
                return;
            }
            List<Integer> found = new ArrayList<>();
            if (answered > 0) {
                say(phone, ROOM, "#history " + SHOWN);
                while (found.size() < Math.min(SHOWN, answered)) {
                    found.add(number(phone));
                }
            }
            // behind all that was shown before: the last one, which may not have been answered
            say(phone, ROOM, "#history 1");
            int last = number(phone);
            if (answered > 0 && answered < SHOWN && last == answered + 1) {
                found.add(last);
                assertEquals(last, number(phone), round);
            }
            assertTrue(last == answered || last == answered + 1, () -> round + ": the last message is " + last
                    + ", answered were " + answered);
            // a datagram that was lost on its way comes again, behind others
            Collections.sort(found);
            assertEquals(answered == 0 ? List.of()
                    : IntStream.rangeClosed(Math.max(1, last - SHOWN + 1), last).boxed().toList(), found, round);
            answered = last;
        }

        private static int number(Phone phone) throws Exception {
            String text = phone.next(20_000).bodyText();
            return text.equals("*** There is nothing to show") ? 0
                    : Integer.parseInt(text.replaceFirst("\\[speaker .*]: text (?=\\d+$)", ""));
        }
    }

    @Test
    @DisplayName("every acknowledged change, setting, registration and kept message outlives kill -9, and no change is"
            + " there by half")
    void kill() throws Exception {
        System.out.println("imc.crash.seed=" + SEED);
        Random random = new Random(SEED);
        List<Owner> owners = new ArrayList<>();
        for (int i = 0; i < OWNERS; i++) {
            owners.add(new Owner(i, SEED));
        }
        Speaker speaker = new Speaker();
        Curator curator = new Curator("chat-curated");
        try (Distribution server = new Distribution();
                Phone first = device(server); Phone second = device(server)) {
            for (int round = 0; round < ROUNDS; round++) {
                server.start();
                compare(server, owners, "round " + round + " of seed " + SEED);
                if (round == 0) {
                    registers(first, "<urn:uuid:1>");
                    registers(second, "<urn:uuid:2>");
                }
                killUnderLoad(server, owners, speaker, curator, new CountDownLatch(random.nextInt(MOST_CHANGES)));
            }
            server.start();
            compare(server, owners, "the last round of seed " + SEED);
            curator.compare(server.shell("imc:room chat-curated"));
            try (Phone speaking = telephone("speaker", server)) {
                speaker.compare(speaking, "the last round of seed " + SEED);
            }
            bothDevicesHear(server, first, second);
        }
    }

    /** Two telephones of one user, who registers once and before all crashes. */
    private static Phone device(Distribution server) throws IOException {
        return new Phone("devices", "127.0.0.1", "udp", new InetSocketAddress("127.0.0.1", server.sipPort()));
    }

    private static void registers(Phone phone, String instance) throws IOException {
        assertEquals(200, phone.request("REGISTER", "sip:127.0.0.1", phone.address(), List.of("Contact: <sip:somebody@"
                + "10.1.2.3>;+sip.instance=\"" + instance + '"', "Expires: 3600"), new byte[0]).status());
    }

    /** An owner's telephone: the same device as before, and not one more. */
    private static Phone telephone(Owner owner, Distribution server) throws IOException {
        return telephone(owner.name, server);
    }

    private static Phone telephone(String user, Distribution server) throws IOException {
        Phone phone = new Phone(user, "127.0.0.1", "udp", new InetSocketAddress("127.0.0.1", server.sipPort()));
        registers(phone, "<urn:uuid:" + user + ">");
        return phone;
    }

    private static void bothDevicesHear(Distribution server, Phone first, Phone second) throws Exception {
        try (Phone alice = phone("alice", "udp", server.sipPort())) {
            say(alice, "chat-devices", "#create");
            say(alice, "chat-devices", "#add devices");
            say(alice, "chat-devices", "Hello");
            for (Phone device : List.of(first, second)) {
                hears(device, "*** [devices] has joined the room");
                hears(device, "[alice]: Hello");
            }
        }
    }

    private static void killUnderLoad(Distribution server, List<Owner> owners, Speaker speaker, Curator curator,
            CountDownLatch changes) throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Phone> phones = new ArrayList<>();
        Phone speaking = telephone("speaker", server);
        phones.add(speaking);
        speaker.compare(speaking, "after " + speaker.answered + " messages");
        threads.add(new Thread(() -> speaker.speak(speaking), "speaker"));
        Phone curating = telephone("curator", server);
        phones.add(curating);
        if (curator.hasBegun()) {
            curator.compare(server.shell("imc:room chat-curated"));
        } else {
            curator.begin(curating);
        }
        threads.add(new Thread(() -> curate(curator, curating), "curator"));
        for (Owner owner : owners) {
            Phone phone = telephone(owner, server);
            phones.add(phone);
            threads.add(new Thread(() -> owner.change(phone, changes), owner.name));
        }
        threads.forEach(Thread::start);
        changes.await();
        ProcessHandle process = server.process();
        process.destroyForcibly();
        process.onExit().join();
        phones.forEach(Phone::close);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Uses the features of a room until the server is gone. */
    private static void curate(Curator curator, Phone phone) {
        try {
            while (true) {
                curator.once(phone);
            }
        } catch (IOException e) {
            // the server was killed: what was not answered may be there, or not
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void compare(Distribution server, List<Owner> owners, String round) throws Exception {
        Map<String, Boolean> rooms = new TreeMap<>();
        server.shell("imc:listRooms").out().lines().map(line -> line.trim().split("\\s+"))
                .filter(columns -> columns[0].startsWith("sip:"))
                .forEach(columns -> rooms.put(columns[0], Boolean.valueOf(columns[columns.length - 1])));
        for (Owner owner : owners) {
            Boolean isPrivate = rooms.get("sip:" + owner.room() + "@127.0.0.1");
            owner.compare(isPrivate == null ? State.NONE : state(server, owner, isPrivate), round);
        }
    }

    private static State state(Distribution server, Owner owner, boolean isPrivate) throws Exception {
        Map<String, String> roles = new TreeMap<>();
        Set<String> banned = new TreeSet<>();
        try (Phone phone = telephone(owner, server)) {
            assertEquals(200, phone.message(owner.room(), "#members").status());
            phone.next(20_000).bodyText().lines().skip(1).forEach(line -> roles.put(line.replaceAll("[*~\\[\\]]", ""),
                    line.startsWith("*") ? "owner" : line.startsWith("~") ? "admin" : "member"));
            assertEquals(200, phone.message(owner.room(), "#bans").status());
            phone.next(20_000).bodyText().lines().filter(line -> line.contains("@"))
                    .forEach(line -> banned.add(line.substring(0, line.indexOf('@'))));
        }
        return new State(isPrivate, roles, banned);
    }
}
