package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.run.platform.Remains;
import imc.run.support.Amount;
import imc.run.support.FelixServer;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * What a bundle has opened, started and loaded goes with it: after many updates there is no more of anything than after
 * the first. The number of updates of each bundle is the system property {@code imc.leak.updates}; fewer than four
 * would not show what each of them leaves behind once (Remains).
 */
class LeakIT {

    /** Which are updated: a regular expression. */
    private static final Pattern BUNDLE = Pattern.compile(System.getProperty("imc.leak.bundle", ".*"));
    private static final int UPDATES = Amount.of("imc.leak.updates", 4);

    @Test
    @DisplayName("updates of each of our bundles leave no class loader, no thread, no file and no socket behind")
    void updates() throws Exception {
        try (FelixServer server = new FelixServer();
                Phone alice = phone("alice", "udp", server.sipPort());
                Phone bob = phone("bob", "tcp", server.sipPort())) {
            say(alice, "chat-1", "#create");
            hears(alice, "*** Room was created");
            update(server, 1);
            chat(alice);
            Remains remains = new Remains(server);
            Remains.Figures before = remains.awaitNoMoreThan(Remains.Figures.now());
            StringBuilder faults = new StringBuilder();
            for (Bundle bundle : server.ours()) {
                for (int i = 0; i < UPDATES && BUNDLE.matcher(bundle.getSymbolicName()).matches(); i++) {
                    remains.remember();
                    update(server, bundle);
                    chat(alice);
                }
                Remains.Figures after = remains.awaitNoMoreThan(before);
                String more = after.beyond(before);
                if (!more.isEmpty()) {
                    faults.append("%d updates of %s:%s%n".formatted(UPDATES, bundle, more));
                    before = after;
                }
                remains.classLoaders().forEach((name, loaders) -> faults.append(
                        "%d updates of %s: %d class loaders of %s%n".formatted(UPDATES, bundle, loaders, name)));
            }
            assertEquals("", faults.toString());
        }
    }

    @Test
    @DisplayName("a bundle of ours that is stopped has no thread that runs its code, and nothing open; it starts again")
    void stops() throws Exception {
        try (FelixServer server = new FelixServer(); Phone alice = phone("alice", "udp", server.sipPort())) {
            say(alice, "chat-1", "#create");
            hears(alice, "*** Room was created");
            for (Bundle bundle : server.ours()) {
                bundle.stop();
                assertEquals(List.of(), Remains.threads(bundle), () -> bundle + " is stopped");
                if (bundle.getSymbolicName().equals("imc.sip")) {
                    new DatagramSocket(server.sipPort(), InetAddress.getLoopbackAddress()).close();
                    new ServerSocket(server.sipPort(), 1, InetAddress.getLoopbackAddress()).close();
                }
                bundle.start();
                server.awaitServices();
                chat(alice);
            }
        }
    }

    private static void update(FelixServer server, int times) throws BundleException {
        for (Bundle bundle : server.ours()) {
            for (int i = 0; i < times; i++) {
                update(server, bundle);
            }
        }
    }

    private static void update(FelixServer server, Bundle bundle) throws BundleException {
        server.update(bundle);
        server.awaitServices();
        assertTrue(bundle.getState() == Bundle.ACTIVE, () -> bundle + " runs again");
    }

    /** Everything is used once. */
    private static void chat(Phone alice) throws Exception {
        assertEquals(200, alice.register(600).status());
        say(alice, "chat-1", "#members");
        hears(alice, "Members:\n*[alice]");
    }
}
