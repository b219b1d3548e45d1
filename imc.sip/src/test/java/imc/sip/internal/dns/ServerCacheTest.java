package imc.sip.internal.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.TransportKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How long it is remembered what is behind names, and who has failed. */
class ServerCacheTest {

    private static final Target TARGET = new Target(false, "example.org", 0, Optional.empty());
    private static final Server SERVER = new Server(TransportKind.UDP,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060), 0, 0, "");

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger searches = new AtomicInteger();

    private void pass(long seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private ServerCache cache(Servers found) {
        return new ServerCache(target -> {
            searches.incrementAndGet();
            return found;
        }, now::get);
    }

    @Test
    @DisplayName("what was found is known until its time is over, then it is looked for again")
    void timeToLive() {
        ServerCache cache = cache(Servers.found(List.of(SERVER), 60));
        assertNull(cache.known(TARGET));
        assertEquals(List.of(SERVER), cache.find(TARGET).all());
        pass(59);
        assertEquals(List.of(SERVER), cache.known(TARGET).all());
        cache.find(TARGET);
        assertEquals(1, searches.get());
        pass(1);
        assertNull(cache.known(TARGET));
        cache.find(TARGET);
        assertEquals(2, searches.get());
    }

    @Test
    @DisplayName("that there is nothing is known for its time, too, and all is forgotten when it is wanted")
    void nothing() {
        ServerCache cache = cache(Servers.unknown("there is no such name", 10));
        assertTrue(cache.find(TARGET).unknown());
        pass(9);
        assertTrue(cache.find(TARGET).unknown());
        assertEquals(1, searches.get());
        cache.clear();
        cache.find(TARGET);
        pass(10);
        cache.find(TARGET);
        assertEquals(3, searches.get());
    }

    @Test
    @DisplayName("who looks for the same at the same time shares the search")
    void shared() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ServerCache cache = new ServerCache(target -> {
            searches.incrementAndGet();
            began.countDown();
            try {
                assertTrue(goOn.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Servers.found(List.of(SERVER), 0);
        }, now::get);
        CompletableFuture<Servers> first = CompletableFuture.supplyAsync(() -> cache.find(TARGET));
        assertTrue(began.await(20, TimeUnit.SECONDS));
        CompletableFuture<Servers> second = new CompletableFuture<>();
        Thread waiting = new Thread(() -> second.complete(cache.find(TARGET)));
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        assertSame(first.get(20, TimeUnit.SECONDS), second.get(20, TimeUnit.SECONDS));
        assertEquals(1, searches.get());
    }

    @Test
    @DisplayName("a search that fails as it never should is no server found, and is made again soon")
    void broken() {
        ServerCache cache = new ServerCache(target -> {
            throw new IllegalStateException("a test's");
        }, now::get);
        assertEquals(List.of(), cache.find(TARGET).all());
        assertFalse(cache.find(TARGET).unknown());
        pass(ServerSearch.FAILURE_SECONDS);
        assertNull(cache.known(TARGET));
    }

    @Test
    @DisplayName("however many names there are, a bounded number is remembered")
    void bounded() {
        ServerCache cache = cache(Servers.found(List.of(SERVER), 60));
        int remembered = 0;
        for (int i = 0; i < 25_000; i++) {
            cache.find(new Target(false, "host" + i, 0, Optional.empty()));
        }
        for (int i = 0; i < 25_000; i++) {
            remembered += cache.known(new Target(false, "host" + i, 0, Optional.empty())) == null ? 0 : 1;
        }
        assertTrue(remembered > 0 && remembered <= 10_000, remembered + " are remembered");
    }
}
