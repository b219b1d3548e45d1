package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.run.support.Certificate;
import imc.run.support.Client;
import imc.run.support.Debian;
import imc.run.support.Directories;
import imc.run.support.Distribution;
import imc.run.support.FreePort;
import imc.run.support.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Debian's baresip and linphonec, with passwords and nothing beside the server. */
class RealClientsIT {

    private static final String ROOM = "sip:chat-lunch@127.0.0.1";

    @Test
    @DisplayName("four clients log in over UDP, TCP and TLS and chat; who was away gets in order what she has missed")
    void chat() throws Exception {
        Debian.assume("baresip", "baresip-core");
        Debian.assume("linphonec", "linphone-cli");
        Path homes = Directories.temporary();
        int plain = FreePort.next();
        int secure = FreePort.next();
        try (Distribution server = new Distribution(); Certificate certificate = new Certificate()) {
            server.conf().write("imc.auth", Map.of("auth", "digest"));
            server.conf().write("imc.transport.sip", Map.of("listen",
                    "udp:127.0.0.1:%d, tcp:127.0.0.1:%1$d, tls:127.0.0.1:%d".formatted(plain, secure),
                    "tls_key_store", certificate.keyStore().toString(),
                    "tls_key_store_password", Certificate.PASSWORD));
            server.start();
            for (String user : List.of("alice", "bob", "carol", "dave")) {
                Result added = Result.of(server.command("user", "add", "sip:" + user + "@127.0.0.1"),
                        "secret-of-" + user + "\n");
                assertEquals(0, added.code(), added::toString);
            }
            String udp = "127.0.0.1:" + plain;
            String tcp = udp + ";transport=tcp";
            String tls = "127.0.0.1:" + secure + ";transport=tls";
            try (Client alice = Client.baresip(homes.resolve("alice"), "alice", "secret-of-alice", udp, ROOM);
                    Client carol = Client.baresip(homes.resolve("carol"), "carol", "secret-of-carol", tls, ROOM);
                    Client bob = Client.linphone(homes.resolve("bob"), "bob", "secret-of-bob", tcp, ROOM)) {
                alice.says("#create");
                alice.hears("*** Room was created");
                carol.says("#join");
                carol.hears("*** [carol] has joined the room");
                bob.says("#join");
                bob.hears("*** [bob] has joined the room");
                try (Client dave = Client.linphone(homes.resolve("dave"), "dave", "secret-of-dave", tls, ROOM)) {
                    dave.says("#join");
                    dave.hears("*** [dave] has joined the room");
                    alice.says("Who is hungry?");
                    for (Client each : List.of(bob, carol, dave)) {
                        each.hears("[alice]: Who is hungry?");
                    }
                }
                for (String text : List.of("one", "two", "three")) {
                    carol.says(text);
                    bob.hears("[carol]: " + text);
                }
                try (Client dave = Client.linphone(homes.resolve("dave"), "dave", "secret-of-dave", tls, ROOM)) {
                    dave.hears("[carol]: one");
                    dave.hears("[carol]: two");
                    dave.hears("[carol]: three");
                    dave.says("here again");
                    alice.hears("[dave]: here again");
                }
            }
        } finally {
            Directories.delete(homes);
        }
    }
}
