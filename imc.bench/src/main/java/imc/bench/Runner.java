package imc.bench;

import imc.bench.load.Latencies;
import imc.bench.load.Load;
import imc.bench.load.Throughput;
import imc.bench.server.ProcessorTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One server at one point: its rooms are there and it is warm when this is made. */
final class Runner {

    static final int BODY_BYTES = 64;

    private final Stage stage;
    private final String transport;
    private final Point point;
    private final Options options;
    private final Load load;
    private final ProcessorTime processor;
    private final List<Throughput> rounds = new ArrayList<>();

    /** @param run not used on this server before, because rooms of other points are still there */
    Runner(Stage stage, String transport, Point point, String run, Options options) throws IOException {
        this.stage = stage;
        this.transport = transport;
        this.point = point;
        this.options = options;
        processor = new ProcessorTime(stage.server().process());
        load = new Load(stage.wire(), run, point.shape(), BODY_BYTES, options.drop());
        if (!point.prepared()) {
            load.setUp();
        }
        load.closedLoop(options.warm(), processor);
        load.drain();
    }

    Stage stage() {
        return stage;
    }

    /** One round more; whatever it began is over afterwards. */
    void fullLoad() throws IOException {
        Optional<Path> recording = options.recording(transport, point)
                .filter(file -> stage.server().name().equals("ours") && rounds.size() == options.rounds() - 1);
        JavaProcess java = new JavaProcess(stage.server().process());
        if (recording.isPresent()) {
            java.startRecording(recording.get());
        }
        rounds.add(load.closedLoop(options.seconds(), processor));
        if (recording.isPresent()) {
            java.stopRecording();
        }
        load.drain();
    }

    /** Half of the requests a second that it answered at full load. */
    double halfLoad() {
        return rounds.stream().mapToDouble(Throughput::requestRate).average().orElseThrow() / 2;
    }

    /**
     * Measures the latency at half of the load, and tells all.
     *
     * @param common half of the load of the slowest server, at which it is measured, too
     */
    Result result(double common) throws IOException {
        Result.Latency half = latency(halfLoad());
        return new Result(point, transport, stage.server().name(), rounds, half,
                common == halfLoad() ? half : latency(common), load.account(), load.troubles(), load.overloaded());
    }

    /** It is another load than the one before, for which it has to be warm, too. */
    private Result.Latency latency(double rate) throws IOException {
        if (options.half() == 0) {
            return Result.Latency.UNKNOWN;
        }
        load.openLoop(Math.max(options.half(), options.warm() / 2), rate);
        Latencies latencies = load.openLoop(options.half(), rate);
        return new Result.Latency(latencies.quantile(0.5) / 1e6, latencies.quantile(0.99) / 1e6);
    }
}
