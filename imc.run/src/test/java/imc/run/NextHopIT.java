package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.check.SipText;
import imc.run.support.FelixServer;
import imc.run.support.NameServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** Members whose contacts and addresses are names. */
class NextHopIT {

    @Test
    @DisplayName("a member is reached at the second server of a name where the first fails; an unknown name is logged")
    void byName() throws Exception {
        try (NameServer names = new NameServer(); FelixServer server = new FelixServer();
                Phone broken = phone("broken", server); Phone dave = phone("dave", server)) {
            names.add("dave.example.net", Type.NAPTR, "1 1 \"s\" \"SIP+D2U\" \"\" _sip._udp.dave.example.net.");
            names.add("_sip._udp.dave.example.net", Type.SRV, "1 0 " + port(broken) + " host.example.net.");
            names.add("_sip._udp.dave.example.net", Type.SRV, "2 0 " + port(dave) + " host.example.net.");
            names.add("host.example.net", Type.A, "127.0.0.1");
            server.configure("imc.transport.sip", Map.of("listen", "udp:127.0.0.1:%1$d, tcp:127.0.0.1:%1$d"
                    .formatted(server.sipPort()), "dns_servers", names.address()));
            server.configure("imc.registrar", Map.of("contact_networks", "dave.example.net"));
            assertEquals(200, dave.request("REGISTER", "sip:127.0.0.1", "sip:dave@127.0.0.1",
                    List.of("Contact: <sip:dave@dave.example.net>", "Expires: 600"), new byte[0]).status());
            broken.answerWith(503);
            say(dave, "chat-1", "#create");
            hears(dave, "*** Room was created");
            assertNotNull(broken.next(20_000));
            awaitStatistic(server, "sip_deliveries{outcome=delivered}", 1);
            say(dave, "chat-1", "#add nobody@nowhere.example.net");
            hears(dave, "*** [nobody] has joined the room");
            awaitStatistic(server, "sip_deliveries{outcome=unreachable}", 1);
            awaitLog(server, "sip:nowhere.example.net cannot be reached: there is no such name");
        }
    }

    private static Phone phone(String user, FelixServer server) throws IOException {
        return new Phone(user, "127.0.0.1", "udp", new InetSocketAddress("127.0.0.1", server.sipPort()));
    }

    /** The answer to any request repeats in its Via where it was sent from. */
    private static String port(Phone phone) throws IOException {
        SipText answer = phone.request("OPTIONS", "sip:127.0.0.1", "sip:127.0.0.1", List.of(), new byte[0]);
        assertEquals(200, answer.status());
        return answer.header("Via").orElseThrow().replaceFirst("(?s)^\\S+ 127\\.0\\.0\\.1:([0-9]+).*", "$1");
    }

    private static void awaitStatistic(FelixServer server, String name, long least) {
        String[] table = new String[1];
        await(() -> {
            table[0] = server.shell("imc:getStatistics sip_deliveries").out();
            return table[0].lines().map(row -> row.trim().split("\\s+"))
                    .anyMatch(row -> row[0].equals("sip:" + name) && Long.parseLong(row[1]) >= least);
        }, () -> name + " is not there:\n" + table[0]);
    }

    private static void awaitLog(FelixServer server, String line) {
        Path log = server.data().resolve("log/imc.log");
        await(() -> read(log).contains(line), () -> read(log));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void await(BooleanSupplier reached, Supplier<String> complaint) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!reached.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, complaint);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
