package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.run.support.Amount;
import imc.run.support.FelixServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;

/** What is under the store is updated and refreshed while rooms change and people chat. */
class PlatformUnderStoreIT {

    /** How often each of them; with -Dimc.platform.rounds= more. */
    private static final int ROUNDS = Amount.of("imc.platform.rounds", 2);
    private static final long PATIENCE_SECONDS = 20;
    private static final List<String> BUNDLES = List.of("derby", "org.ops4j.pax.jdbc.derby",
            "org.apache.aries.jpa.container", "org.apache.aries.jpa.eclipselink.adapter",
            "org.eclipse.persistence.core");

    @Test
    @DisplayName("Derby, its driver, Aries and EclipseLink are updated and refreshed under load: each within seconds, "
            + "chat goes on, and what was answered is there")
    void updatesUnderLoad() throws Exception {
        try (FelixServer server = new FelixServer();
                Phone alice = phone("alice", "udp", server.sipPort());
                Phone bob = phone("bob", "udp", server.sipPort())) {
            say(alice, "chat-talk", "#create");
            hears(alice, "*** Room was created");
            say(bob, "chat-talk", "#join");
            hears(bob, "*** [bob] has joined the room");
            hears(alice, "*** [bob] has joined the room");
            Load load = new Load(server.sipPort());
            try (load) {
                for (int round = 0; round < ROUNDS; round++) {
                    for (String name : BUNDLES) {
                        Bundle bundle = server.bundle(name);
                        within(name + " is updated", () -> update(bundle));
                        within(name + " is refreshed", () -> refresh(server, bundle));
                        within(name + " is started", bundle::start);
                        say(alice, "chat-talk", name + " " + round);
                        hears(bob, "[alice]: " + name + " " + round);
                        load.awaitMore();
                    }
                }
            }
            server.restart();
            String listed = server.shell("imc:listRooms").out();
            for (String room : load.made()) {
                assertTrue(listed.contains(room + "@"), () -> room + " was answered 200 and is gone");
            }
        }
    }

    /** The framework may have to leave it to the start that follows, since it is refreshed already. */
    private static void update(Bundle bundle) {
        try {
            bundle.update();
        } catch (BundleException e) {
            System.out.println(bundle + ": " + e.getMessage());
        }
    }

    private static void refresh(FelixServer server, Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        server.context().getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class)
                .refreshBundles(Set.of(bundle), event -> refreshed.countDown());
        refreshed.await();
    }

    /** Something that an operator does. */
    @FunctionalInterface
    private interface Operation {
        void run() throws Exception;
    }

    private static void within(String what, Operation operation) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<Throwable> failures = new ArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                operation.run();
                done.set(true);
            } catch (Throwable e) {
                failures.add(e);
            }
        }, "operator");
        thread.setDaemon(true);
        long start = System.nanoTime();
        thread.start();
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertEquals(List.of(), failures, what);
        assertTrue(done.get(), () -> "not within " + PATIENCE_SECONDS + " s: " + what + "\n" + stacks());
        System.out.println(what + " in " + millis + " ms");
    }

    private static String stacks() {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            text.append(thread).append('\n');
            for (StackTraceElement element : stack) {
                text.append("    ").append(element).append('\n');
            }
        });
        return text.toString();
    }

    /** Makes rooms as fast as they are answered. */
    private static final class Load implements AutoCloseable {

        private final Set<String> made = ConcurrentHashMap.newKeySet();
        private final AtomicInteger number = new AtomicInteger();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean over;

        Load(int port) throws IOException {
            for (int i = 0; i < 4; i++) {
                Phone phone = phone("maker" + i, "udp", port);
                Thread thread = new Thread(() -> make(phone), "load");
                threads.add(thread);
                thread.start();
            }
        }

        private void make(Phone phone) {
            try (phone) {
                for (int own = 0; !over; own++) {
                    String room = "chat-" + number.incrementAndGet();
                    // Its owner's leaving ends a room, so that nobody has too many of them.
                    if (answered(phone, room, "#create") && own % 8 != 0) {
                        made.remove(room);
                        answered(phone, room, "#leave");
                    }
                }
            }
        }

        private boolean answered(Phone phone, String room, String text) {
            try {
                int status = phone.message(room, text).status();
                if (status == 200 && text.equals("#create")) {
                    made.add(room);
                }
                return status == 200;
            } catch (IOException e) {
                // No answer for as long as a client waits: it was not answered 200.
                return false;
            }
        }

        /** Waits until more rooms are made, which needs a store. */
        void awaitMore() throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(3 * PATIENCE_SECONDS);
            int before = made.size();
            while (made.size() < before + 2) {
                assertTrue(System.nanoTime() < deadline, () -> "no room can be made any more\n" + stacks());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }

        Set<String> made() {
            return made;
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
