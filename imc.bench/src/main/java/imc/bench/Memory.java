package imc.bench;

import imc.bench.load.Client;
import imc.bench.load.Load;
import imc.bench.load.Shape;
import imc.bench.load.Throughput;
import imc.bench.server.ImcServer;
import imc.bench.server.MeasuredServer;
import imc.bench.server.ProcessorTime;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** What our server's heap holds after a full collection, when every transaction has ended. */
final class Memory {

    /** Timer J, and some more: RFC 3261 §17.2.2. */
    private static final double TRANSACTIONS_END = 40;
    private static final int FIRST_ROOMS = 100;
    private static final int AT_ONCE = 16;
    private static final int AWAY = 100;
    private static final int MISSED = 100;

    private final Options options;
    private final PrintStream out;

    Memory(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** How much the heap grows by so many two-member rooms in which nothing happens. */
    boolean ofIdleRooms(int rooms) throws IOException {
        String transport = options.transports().get(0);
        try (Stage stage = Stage.ours(options, transport, false, Optional.empty())) {
            out.println(stage.server().description());
            // The first rooms bring classes and tables that further ones share.
            long before = heapWith(stage, FIRST_ROOMS, "first");
            long after = heapWith(stage, rooms, "further");
            out.printf(Locale.ROOT, "%,d bytes without them, %,d with %,d idle rooms of 2 members: %.0f bytes a room%n",
                    before, after, rooms, (double) (after - before) / rooms);
        }
        return true;
    }

    private static long heapWith(Stage stage, int rooms, String run) throws IOException {
        Load load = new Load(stage.wire(), run, new Shape(rooms, 2, false, 1), Runner.BODY_BYTES, 0);
        load.setUp();
        load.idle(TRANSACTIONS_END);
        return new JavaProcess(stage.server().process()).liveBytes();
    }

    /** How much it grows by so many registrations, of a user each. */
    boolean ofBindings(int count) throws IOException {
        // All of them come from one address, of which else there may be some 13,000.
        Map<String, List<String>> settings = Map.of("imc.registrar", List.of("max_source_bytes = 2147483647",
                "max_bytes = 2147483647", "max_aors = 10000000"));
        return growth(count, "registrations", settings, (server, round) -> CompletableFuture
                .allOf(IntStream.range(0, AT_ONCE).mapToObj(part -> CompletableFuture.runAsync(() -> {
                    try (Client client = new Client(server, Options.LOOPBACK)) {
                        for (int i = part; i < count; i += AT_ONCE) {
                            client.register("u" + round + "-" + i);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })).toArray(CompletableFuture[]::new)).join());
    }

    /** How much it grows by so many messages that wait for members who are away, a hundred for each. */
    boolean ofOfflineMessages(int count) throws IOException {
        int rooms = (count + AWAY * MISSED - 1) / (AWAY * MISSED);
        int waiting = rooms * AWAY * MISSED;
        Management management = new Management();
        Map<String, List<String>> settings = Map.of("imc.offline", List.of("max_messages = " + 2 * waiting),
                "imc.flood", List.of("rate_user = 0", "rate_room = 0"), "imc.mi.http", management.settings());
        return growth(waiting, "messages for " + rooms * AWAY + " members who are away", settings, (server, round) -> {
            try (Client client = new Client(server, Options.LOOPBACK)) {
                for (int room = 0; room < rooms; room++) {
                    miss(client, "chat-" + round + "-" + room, "m" + round + "-" + room + "-");
                }
            }
            String told = management.result("imc_offline_count", "");
            if (!told.matches("(?s).*\"waiting\"\\s*:\\s*" + round * waiting + "\\D.*")) {
                throw new IOException("not all wait: " + told);
            }
        });
    }

    private static void miss(Client client, String room, String members) throws IOException {
        client.say("speaker", room, "#create", 200);
        for (int i = 0; i < AWAY; i++) {
            client.say(members + i, room, "#join", 200);
        }
        for (int i = 0; i < MISSED; i++) {
            client.say("speaker", room, "x".repeat(Runner.BODY_BYTES), 202);
        }
    }

    private interface Filling {
        void fill(InetSocketAddress server, int round) throws IOException;
    }

    /** Fills the server twice: the first time brings classes, and fills the store's caches. */
    private boolean growth(int count, String what, Map<String, List<String>> further, Filling filling)
            throws IOException {
        Map<String, List<String>> settings = options.settingsWith(further);
        settings.computeIfAbsent("imc.transport.sip", pid -> new ArrayList<>());
        try (MeasuredServer server = ImcServer.start(options.distribution(), "ours", options.listen(), settings,
                Optional.empty())) {
            out.println(server.description());
            long[] bytes = new long[3];
            for (int round = 0; round < bytes.length; round++) {
                long began = System.nanoTime();
                if (round > 0) {
                    filling.fill(server.address(), round);
                    out.printf(Locale.ROOT, "%,d %s in %.0f s%n", count, what, (System.nanoTime() - began) / 1e9);
                    pause();
                }
                bytes[round] = new JavaProcess(server.process()).liveBytes();
            }
            out.printf(Locale.ROOT, "%,d bytes without, %,d with them, %,d with as many more: %.0f bytes each%n",
                    bytes[0], bytes[1], bytes[2], (double) (bytes[2] - bytes[1]) / count);
        }
        return true;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep((long) (TRANSACTIONS_END * 1000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Whether the heap after a long time of full load is what it was before; and whether all was delivered. */
    boolean underLoad(double minutes) throws IOException {
        Point point = options.points().get(0);
        String transport = options.transports().get(0);
        try (Stage stage = Stage.ours(options, transport, point.durable(), Optional.empty())) {
            out.println(stage.server().description());
            JavaProcess java = new JavaProcess(stage.server().process());
            ProcessorTime processor = new ProcessorTime(stage.server().process());
            Load load = new Load(stage.wire(), "heap", point.shape(), Runner.BODY_BYTES, options.drop());
            load.setUp();
            load.closedLoop(options.warm(), processor);
            load.drain();
            load.idle(TRANSACTIONS_END);
            long before = java.liveBytes();
            Throughput throughput = load.closedLoop(minutes * 60, processor);
            load.drain();
            load.idle(TRANSACTIONS_END);
            long after = java.liveBytes();
            Result result = new Result(point, transport, "ours", List.of(throughput), Result.Latency.UNKNOWN,
                    Result.Latency.UNKNOWN, load.account(), load.troubles(), load.overloaded());
            out.printf(Locale.ROOT, "%s %s for %.1f minutes: %.2f µs, %,.0f/s, exactly once: %s %s%n", transport,
                    point.name(), minutes, result.cost(), result.rate(), result.correct() ? "yes" : "no",
                    result.remarks());
            out.printf(Locale.ROOT, "live heap %,d bytes before, %,d after%n", before, after);
            return result.correct();
        }
    }
}
