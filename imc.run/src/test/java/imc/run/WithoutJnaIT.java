package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.run.support.FelixServer;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;

/** The library that calls the system directly is no bundle that anybody has to have. */
class WithoutJnaIT {

    @Test
    @DisplayName("where the JNA bundle is uninstalled, members get their messages by UDP one by one")
    void oneByOne() throws Exception {
        try (FelixServer server = new FelixServer()) {
            server.bundle("com.sun.jna").uninstall();
            CountDownLatch refreshed = new CountDownLatch(1);
            server.context().getBundle(Constants.SYSTEM_BUNDLE_ID).adapt(FrameworkWiring.class)
                    .refreshBundles(null, event -> refreshed.countDown());
            assertTrue(refreshed.await(60, TimeUnit.SECONDS), "the transport lets go of JNA");
            server.awaitReady();
            try (Phone alice = phone("alice", "udp", server.sipPort());
                    Phone bob = phone("bob", "udp", server.sipPort());
                    Phone carol = phone("carol", "udp", server.sipPort())) {
                say(alice, "chat-1", "#create");
                hears(alice, "*** Room was created");
                say(bob, "chat-1", "#join");
                hears(alice, "*** [bob] has joined the room");
                hears(bob, "*** [bob] has joined the room");
                say(carol, "chat-1", "#join");
                hears(alice, "*** [carol] has joined the room");
                hears(bob, "*** [carol] has joined the room");
                hears(carol, "*** [carol] has joined the room");
                say(carol, "chat-1", "hello");
                hears(alice, "[carol]: hello");
                hears(bob, "[carol]: hello");
            }
            String log = Files.readString(server.data().resolve("log/imc.log"));
            assertTrue(log.contains("Datagrams are sent and received one by one"), log);
        }
    }
}
