package imc.bench;

import imc.bench.load.Load;
import imc.bench.load.Shape;
import imc.bench.load.Throughput;
import imc.bench.server.ProcessorTime;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What our server's heap holds after a full collection, when every transaction has ended. */
final class Memory {

    /** Timer J, and some more: RFC 3261 §17.2.2. */
    private static final double TRANSACTIONS_END = 40;
    private static final int FIRST_ROOMS = 100;

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
