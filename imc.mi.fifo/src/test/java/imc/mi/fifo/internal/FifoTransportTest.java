package imc.mi.fifo.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.statistics.Statistic;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole of it, with real FIFOs. */
@Timeout(60)
class FifoTransportTest {

    private static final String ROOMS = ":imc_list_rooms:reply\n\n";
    private static final String NO_ROOM = "200 OK\n\n";
    /** As usual, but for whoever does not want to wait. */
    private static final Bounds QUICK = new Bounds(65_536, Duration.ofMillis(100), Duration.ofMillis(400),
            Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofMillis(50), Duration.ofMillis(500));

    @TempDir
    private Path directory;

    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch held = new CountDownLatch(1);
    private final TestCommands test = new TestCommands()
            .with("imc_list_rooms", values -> {
                runs.incrementAndGet();
                return List.of();
            })
            .with("long", values -> new AbstractList<String>() {
                @Override
                public String get(int index) {
                    return "line " + index;
                }

                @Override
                public int size() {
                    return 100_000;
                }
            })
            .with("held", values -> {
                try {
                    held.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return List.of();
            });
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Outcomes outcomes = new Outcomes();
    private final FifoTransport transport = new FifoTransport(outcomes, new Told() {
        @Override
        public void listening(String sentence) {
            told.add(sentence);
        }

        @Override
        public void warning(String sentence) {
            told.add("warning: " + sentence);
        }

        @Override
        public void nothing() {
            told.add("nothing");
        }
    }, QUICK);

    private Path pipe() {
        return directory.resolve("fifo");
    }

    private Client client() {
        return new Client(directory, pipe());
    }

    private void configure(Map<String, String> more) {
        Map<String, Object> configuration = new HashMap<>(more);
        configuration.putIfAbsent("fifo_name", pipe().toString());
        configuration.putIfAbsent("reply_dir", directory.toString());
        transport.modified(configuration);
    }

    private void start() throws InterruptedException {
        transport.bindDispatcher(test.dispatcher);
        configure(Map.of());
        assertTold("management commands by " + pipe());
    }

    private void assertTold(String sentence) throws InterruptedException {
        assertEquals(sentence, told.poll(20, TimeUnit.SECONDS));
    }

    private long count(Outcome outcome) {
        return outcomes.statistics().stream().filter(each -> each.labels().containsValue(outcome.word()))
                .mapToLong(Statistic::value).sum();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(each -> each.getName().startsWith("imc-mi-fifo"))
                .toList();
    }

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        held.countDown();
        transport.stop();
        for (Thread thread : threads()) {
            thread.join(TimeUnit.SECONDS.toMillis(20));
            assertFalse(thread.isAlive(), () -> thread + " at " + List.of(thread.getStackTrace()));
        }
        assertFalse(Files.exists(pipe(), LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(pipe(), LinkOption.NOFOLLOW_LINKS), "the pipe is there");
    }

    @Test
    void allThreeKindsOfClientsAreAnswered() throws Exception {
        start();
        assertEquals(NO_ROOM, client().ask(ROOMS));
        assertEquals("{\n\t\"jsonrpc\":\t\"2.0\",\n\t\"result\":\t[],\n\t\"id\":\t12\n}", client().ask(
                "{\"jsonrpc\": \"2.0\", \"method\": \"imc.list_rooms\", \"reply_name\": \"reply\", \"id\": 12}\n"));
        assertEquals("{\"jsonrpc\":\"2.0\",\"result\":[],\"id\":12}\n", client().ask(
                ":reply:{\"jsonrpc\": \"2.0\", \"method\": \"imc:list_rooms\", \"id\": 12}\n"));
        assertEquals("500 command 'x' not available\n", client().ask(":x:reply\n\n"));
        assertEquals(3, runs.get());
        assertEquals(4, count(Outcome.ANSWERED));
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(pipe())));
    }

    @Test
    void aLongReplyIsReadWhole() throws Exception {
        start();
        String reply = client().ask(":long:reply\n\n");
        assertTrue(reply.startsWith("200 OK\nline 0\n"));
        assertTrue(reply.endsWith("line 99999\n\n"));
        assertEquals(100_002, reply.lines().count());
    }

    @Test
    void theReaderMayComeLate() throws Exception {
        start();
        Client.mkfifo(directory.resolve("reply"));
        client().write(ROOMS);
        while (runs.get() == 0) {
            Thread.onSpinWait();
        }
        assertEquals(NO_ROOM, client().reply("reply").get(20, TimeUnit.SECONDS));
    }

    @Test
    void whoeverReadsNothingKeepsNobodyWaiting() throws Exception {
        start();
        for (int i = 0; i < Bounds.REPLIES / 2; i++) {
            Client.mkfifo(directory.resolve("dead" + i));
            client().write(":long:dead" + i + "\n\n");
        }
        Client.mkfifo(directory.resolve("stuck"));
        try (FileChannel opened = FileChannel.open(directory.resolve("stuck"), StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            client().write(":long:stuck\n\n");
            assertEquals(NO_ROOM, client().ask(ROOMS));
            awaitCount(Outcome.UNDELIVERED, Bounds.REPLIES / 2 + 1);
            assertTrue(opened.isOpen());
        }
    }

    private void awaitCount(Outcome outcome, long count) throws InterruptedException {
        while (count(outcome) < count) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertEquals(count, count(outcome));
    }

    @ParameterizedTest
    @ValueSource(strings = {":imc_list_ro", ":imc_list_rooms", "{\"jsonrpc\": \"2.0\", \"method"})
    void halfALineIsForgotten(String half) throws Exception {
        start();
        client().write(half);
        awaitCount(Outcome.UNFINISHED, 1);
        assertEquals(NO_ROOM, client().ask(ROOMS));
    }

    @Test
    void halfARequestIsAnsweredThatItCannotBeRead() throws Exception {
        start();
        assertEquals("400 parse error in command 'imc_list_rooms'\n", client().ask(":imc_list_rooms:reply\nx"));
        assertEquals(0, runs.get());
    }

    @Test
    void aMegabyteWithoutALineEndIsThrownAway() throws Exception {
        start();
        client().write("x".repeat(1 << 20) + "\n");
        assertEquals(NO_ROOM, client().ask(ROOMS));
        assertEquals(1, count(Outcome.UNREADABLE));
    }

    @Test
    void aReplyGoesIntoAFifoOfTheDirectoryAndNowhereElse() throws Exception {
        start();
        Path inside = Files.createDirectory(directory.resolve("inside"));
        Path file = Files.writeString(directory.resolve("file"), "mine");
        Client.mkfifo(inside.resolve("outside"));
        Client.mkfifo(directory.resolve("two"));
        Files.createLink(directory.resolve("links"), directory.resolve("two"));
        Files.createSymbolicLink(directory.resolve("symbolic"), inside.resolve("outside"));
        Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("nowhere"));
        List<String> names = List.of("missing", "file", "inside", "two", "links", "symbolic", "dangling", "../fifo",
                "inside/outside", "..", "fifo", "a.b", "a\\b", "x".repeat(129), "ü");
        for (String name : names) {
            client().write(":imc_list_rooms:" + name + "\n\n");
            client().write("{\"jsonrpc\": \"2.0\", \"method\": \"imc.list_rooms\", \"id\": 1, \"reply_name\": \""
                    + name.replace("\\", "\\\\") + "\"}\n");
        }
        awaitCount(Outcome.UNDELIVERED, 2L * names.size());
        assertEquals(0, runs.get());
        assertEquals("mine", Files.readString(file));
        assertFalse(Files.exists(directory.resolve("missing")));
        assertFalse(Files.exists(directory.resolve("nowhere")));
        assertEquals(NO_ROOM, client().ask(ROOMS));
    }

    @Test
    void noFileIsWrittenForKamailiosStorePath() throws Exception {
        start();
        Path file = directory.resolve("stored");
        String reply = client().ask("{\"jsonrpc\": \"2.0\", \"method\": \"imc.list_rooms\", \"id\": 1, \"store_pat"
                + "h\": \""
                + file + "\", \"reply_name\": \"reply\"}");
        assertTrue(reply.contains("store_path is not taken"), reply);
        assertFalse(Files.exists(file));
        assertEquals(0, runs.get());
    }

    @Test
    void whoeverWantsNoReplyIsServedInHisPlace() throws Exception {
        start();
        client().write(":imc_list_rooms:\n\n".repeat(20));
        assertEquals(NO_ROOM, client().ask(ROOMS));
        assertEquals(21, runs.get());
    }

    @Test
    void aCommandThatHangsHoldsTheOthersUpForItsTimeAndNoLonger() throws Exception {
        start();
        client().write(":held:\n\n");
        assertEquals(NO_ROOM, client().ask(ROOMS));
        assertEquals(0, count(Outcome.SILENT));
    }

    @Test
    void aPipeThatWasLeftBehindIsTakenOver() throws Exception {
        Client.mkfifo(pipe());
        CompletableFuture<String> reply = client().reply("reply");
        // This client has been waiting since before the server was there.
        Thread waiting = new Thread(() -> {
            try {
                client().write(ROOMS);
            } catch (IOException e) {
                told.add(e.toString());
            }
        });
        waiting.start();
        start();
        assertEquals(NO_ROOM, reply.get(20, TimeUnit.SECONDS));
        waiting.join();
    }

    @Test
    void aPipeOfAServerThatRunsIsNotTakenOver() throws Exception {
        Client.mkfifo(pipe());
        try (FileChannel other = FileChannel.open(pipe(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            assertTrue(other.lock().isValid());
            configure(Map.of());
            assertTold("warning: imc.mi.fifo: fifo_name = '" + pipe() + "' cannot be used: " + pipe()
                    + " is another server's");
        }
        assertTold("management commands by " + pipe());
    }

    @Test
    void aFileIsNotTakenForAPipeAndIsLeftAsItIs() throws Exception {
        Files.writeString(pipe(), "mine");
        configure(Map.of());
        assertTold("warning: imc.mi.fifo: fifo_name = '" + pipe() + "' cannot be used: " + pipe() + " is no FIFO");
        assertEquals("mine", Files.readString(pipe()));
        Files.delete(pipe());
        assertTold("management commands by " + pipe());
    }

    @Test
    void aSymbolicLinkIsNotFollowed() throws Exception {
        Client.mkfifo(directory.resolve("other"));
        Files.createSymbolicLink(pipe(), directory.resolve("other"));
        configure(Map.of());
        assertTold("warning: imc.mi.fifo: fifo_name = '" + pipe() + "' cannot be used: " + pipe()
                + " is a symbolic link");
        Files.delete(pipe());
        assertTold("management commands by " + pipe());
    }

    @Test
    void whatCannotBeHadIsTriedAgain() throws Exception {
        Path later = directory.resolve("later");
        configure(Map.of("fifo_name", later.resolve("fifo").toString()));
        String warning = told.poll(20, TimeUnit.SECONDS);
        assertTrue(warning.startsWith("warning: imc.mi.fifo: fifo_name = '" + later
                + "/fifo' cannot be used: mkfifo: "),
                warning);
        Files.createDirectory(later);
        assertTold("management commands by " + later.resolve("fifo"));
    }

    @Test
    void aPipeThatIsTakenAwayIsMadeAgain() throws Exception {
        start();
        Files.delete(pipe());
        assertTold("management commands by " + pipe());
        transport.bindDispatcher(test.dispatcher);
        assertEquals(NO_ROOM, client().ask(ROOMS));
    }

    @Test
    void aChangedConfigurationIsFollowed() throws Exception {
        start();
        configure(Map.of("fifo_mode", "622"));
        assertTold("nothing");
        assertTold("management commands by " + pipe());
        assertEquals("rw--w--w-", PosixFilePermissions.toString(Files.getPosixFilePermissions(pipe())));
        configure(Map.of("fifo_mode", "rubbish"));
        configure(Map.of("fifo_name", directory.resolve("other").toString()));
        assertTold("nothing");
        assertTold("management commands by " + directory.resolve("other"));
        assertFalse(Files.exists(pipe()));
        assertEquals(NO_ROOM, new Client(directory, directory.resolve("other")).ask(ROOMS));
        transport.modified(Map.of());
        assertTold("nothing");
        assertFalse(Files.exists(directory.resolve("other")));
    }

    @Test
    void anUnknownGroupIsNamed() throws Exception {
        configure(Map.of("fifo_group", "no-such-group"));
        assertTold("warning: imc.mi.fifo: fifo_name = '" + pipe() + "' cannot be used: there is no user or group"
                + " 'no-such-group'");
        configure(Map.of());
        assertTold("nothing");
        assertTold("management commands by " + pipe());
    }

    @Test
    void withoutANameThereIsNoPipeAndNoThread() {
        transport.modified(Map.of());
        assertEquals(List.of(), threads());
    }
}
