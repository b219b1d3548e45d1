package imc.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import imc.bench.load.Latencies;
import imc.bench.load.Load;
import imc.bench.load.Throughput;
import imc.bench.server.MeasuredServer;
import imc.bench.server.PreparedRooms;
import imc.bench.server.ProcessorTime;

/** The table: every point, on every transport, on one server after the other. */
final class Comparison {

    static final int BODY_BYTES = 64;

    private final Options options;
    private final PrintStream out;
    private final List<Result> results = new ArrayList<>();

    Comparison(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Measures and prints everything; whether our server delivered all exactly once. */
    boolean run() throws IOException {
        for (String transport : options.transports()) {
            compare(transport, options.points().stream().filter(Point::ordinary).toList());
            for (Point point : options.points()) {
                if (!point.ordinary()) {
                    compare(transport, List.of(point));
                }
            }
        }
        out.println();
        out.print(Table.of(options.transports(), options.points(), results));
        return results.stream().allMatch(result -> result.correct() || !result.server().equals("ours"));
    }

    /** The servers run all the time and are measured in turn, point by point, because machines drift. */
    private void compare(String transport, List<Point> points) throws IOException {
        List<Stage> stages = new ArrayList<>();
        String run = "b" + Long.toString(System.nanoTime() & 0xffffff, Character.MAX_RADIX);
        try {
            if (!points.isEmpty()) {
                open(stages, transport, points.get(0), run);
            }
            for (int i = 0; i < points.size(); i++) {
                for (Stage stage : stages) {
                    measure(stage, transport, points.get(i), run + "r" + i);
                }
            }
        } finally {
            for (Stage stage : stages) {
                stage.close();
            }
        }
    }

    private void open(List<Stage> stages, String transport, Point point, String run) throws IOException {
        Optional<PreparedRooms> rooms = point.prepared()
                ? Optional.of(new PreparedRooms(run + "r0.example", point.shape().rooms(), point.shape().members()))
                : Optional.empty();
        if (options.servers().contains("ours")) {
            stages.add(Stage.ours(options, transport, point.durable(), rooms));
        }
        if (options.servers().contains("kamailio") && !point.durable()) {
            Optional<Stage> kamailio = Stage.kamailio(options, transport, rooms);
            kamailio.ifPresent(stages::add);
            if (kamailio.isEmpty()) {
                out.println("Kamailio is not installed; apt-get install kamailio, and it is measured too");
            }
        }
        stages.forEach(stage -> out.println(transport + ": " + stage.server().description()));
    }

    private void measure(Stage stage, String transport, Point point, String run) throws IOException {
        String what = transport + " " + point.name() + " " + stage.server().name() + ": ";
        try {
            // Rooms of an earlier point are still there, so each point has a domain of its own.
            Result result = measured(stage, transport, point, run);
            results.add(result);
            out.printf(Locale.ROOT, "%s%.2f µs, %,.0f/s, p50 %.2f ms, p99 %.2f ms%s%n", what, result.cost(),
                    result.rate(), result.p50(), result.p99(),
                    result.remarks().isEmpty() ? "" : ", " + result.remarks());
        } catch (IOException e) {
            if (stage.server().name().equals("ours")) {
                throw e;
            }
            out.println(what + e.getMessage());
        }
    }

    private Result measured(Stage stage, String transport, Point point, String run) throws IOException {
        MeasuredServer server = stage.server();
        Load load = new Load(stage.wire(), run, point.shape(), BODY_BYTES, options.drop());
        if (!point.prepared()) {
            load.setUp();
        }
        ProcessorTime processor = new ProcessorTime(server.process());
        load.closedLoop(options.warm(), processor);
        Optional<Path> recording = options.recording(transport, point).filter(file -> server.name().equals("ours"));
        JavaProcess java = new JavaProcess(server.process());
        if (recording.isPresent()) {
            java.startRecording(recording.get());
        }
        Throughput throughput = load.closedLoop(options.seconds(), processor);
        if (recording.isPresent()) {
            java.stopRecording();
        }
        load.drain();
        double p50 = Double.NaN;
        double p99 = Double.NaN;
        if (options.half() > 0) {
            Latencies latencies = load.openLoop(options.half(), throughput.requestRate() / 2);
            p50 = latencies.quantile(0.5) / 1e6;
            p99 = latencies.quantile(0.99) / 1e6;
        }
        return new Result(point, transport, server.name(), throughput, p50, p99, load.account(), load.troubles(),
                load.overloaded());
    }
}
