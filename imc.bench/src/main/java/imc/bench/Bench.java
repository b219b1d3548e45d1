package imc.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import imc.bench.load.Latencies;
import imc.bench.load.Load;
import imc.bench.load.Throughput;
import imc.bench.load.Wire;
import imc.bench.load.Wires;
import imc.bench.server.ImcServer;
import imc.bench.server.KamailioServer;
import imc.bench.server.MeasuredServer;
import imc.bench.server.ProcessorTime;

/** {@code imc.bench/bench}: measures our server and Kamailio in turn, and prints the table. */
public final class Bench {

    private static final int BODY_BYTES = 64;

    private final Options options;
    private final PrintStream out;
    private final List<Result> results = new ArrayList<>();
    private int runs;

    private Bench(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Exits 0 if our server delivered everything exactly once, 1 if not, 2 if it could not be tried. */
    public static void main(String[] arguments) {
        try {
            System.exit(new Bench(Options.of(List.of(arguments)), System.out).run());
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.err.print(Options.USAGE);
        } catch (IOException e) {
            System.err.println("bench: " + e.getMessage());
        }
        System.exit(2);
    }

    private int run() throws IOException {
        out.println(Machine.description());
        for (String transport : options.transports()) {
            List<Point> points = options.points().stream().filter(point -> !point.durable()).toList();
            compare(transport, points, options.servers(), false);
            List<Point> durable = options.points().stream().filter(Point::durable).toList();
            compare(transport, durable, options.servers().contains("ours") ? List.of("ours") : List.of(), true);
        }
        out.println();
        out.print(Table.of(results));
        return results.stream().allMatch(result -> result.correct() || !result.server().equals("ours")) ? 0 : 1;
    }

    /** Both servers run all the time and are measured in turn, point by point, because machines drift. */
    private void compare(String transport, List<Point> points, List<String> servers, boolean durable)
            throws IOException {
        List<Connected> connected = new ArrayList<>();
        try {
            for (String name : points.isEmpty() ? List.<String>of() : servers) {
                start(name, transport, durable).ifPresent(connected::add);
            }
            for (Point point : points) {
                for (Connected server : connected) {
                    Result result = measure(server, transport, point);
                    results.add(result);
                    out.printf(Locale.ROOT, "%s %s %s: %.2f µs, %,.0f/s, p50 %.2f ms, p99 %.2f ms%s%n", transport,
                            point.name(), server.server.name(), result.cost(), result.rate(), result.p50(), result.p99(),
                            result.remarks().isEmpty() ? "" : ", " + result.remarks());
                }
            }
        } finally {
            for (Connected server : connected) {
                server.wire.close();
                server.server.close();
            }
        }
    }

    /** A server and the members that talk to it. */
    private record Connected(MeasuredServer server, Wire wire) {
    }

    private Optional<Connected> start(String name, String transport, boolean durable) throws IOException {
        Wires.Listening members = Wires.listen(transport);
        String proxy = "sip:127.0.0.1:" + members.port() + ";transport=" + transport;
        MeasuredServer server;
        if (name.equals("ours")) {
            server = ImcServer.start(options.distribution(), settings(proxy, durable));
        } else {
            Optional<Path> program = KamailioServer.installed();
            if (program.isEmpty()) {
                out.println("Kamailio is not installed; apt-get install kamailio, and it is measured too");
                return Optional.empty();
            }
            server = KamailioServer.start(program.get(), proxy, options.children());
        }
        out.println(transport + ": " + server.description());
        return Optional.of(new Connected(server, members.connect(server.address())));
    }

    private Map<String, List<String>> settings(String proxy, boolean durable) {
        Map<String, List<String>> settings = new LinkedHashMap<>();
        options.settings().forEach((pid, lines) -> settings.put(pid, new ArrayList<>(lines)));
        List<String> sip = settings.computeIfAbsent("imc.transport.sip", pid -> new ArrayList<>());
        sip.add("outbound_proxy = " + proxy);
        sip.add("fast_path = " + options.fastPath());
        settings.computeIfAbsent("imc.store.jpa", pid -> new ArrayList<>()).add("db_mode = " + (durable ? 2 : 0));
        return settings;
    }

    private Result measure(Connected connected, String transport, Point point) throws IOException {
        MeasuredServer server = connected.server;
        // Rooms of an earlier point are still there, so each has a domain of its own.
        Load load = new Load(connected.wire, "b" + Long.toString(System.nanoTime() & 0xffffff, 36) + "r" + ++runs,
                point.shape(), BODY_BYTES, options.drop());
        load.setUp();
        ProcessorTime processor = new ProcessorTime(server.process());
        load.closedLoop(options.warm(), processor);
        Optional<Path> recording = options.jfr().filter(file -> server.name().equals("ours"))
                .map(file -> options.points().size() * options.transports().size() == 1 ? file
                        : file.resolveSibling(transport + "-" + point.name() + "-" + file.getFileName()));
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
