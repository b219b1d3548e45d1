package imc.bench;

import imc.bench.load.Latencies;
import imc.bench.load.Load;
import imc.bench.load.Shape;
import imc.bench.load.Spent;
import imc.bench.load.Throughput;
import imc.bench.server.ProcessorTime;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a message costs where each member has a TCP connection of his own, and rooms have two members. At low rates
 * threads sleep most of the time, and what they cost is being woken.
 */
final class Connections {

    /** Messages a second; 0 for as many as can be. */
    private static final List<Integer> RATES = List.of(500, 2_000, 8_000, 0);
    private static final int WINDOW = 32;
    private static final int MEMBERS = 2;
    private static final String RUN = "phones";

    private final Options options;
    private final PrintStream out;

    Connections(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Whether every message of our server reached the other member once. */
    boolean of(int count) throws IOException {
        Shape shape = new Shape(Math.max(1, count / MEMBERS), MEMBERS, false, WINDOW);
        boolean well = true;
        out.println("\n| messages a second | µs of CPU ours | other | "
                + "ratio, in user mode | p50 / p99 ms ours | other |");
        out.println("|--:|--:|--:|--:|--:|--:|");
        for (int start = 0; start < options.starts(); start++) {
            List<Side> sides = new ArrayList<>();
            try {
                sides.add(new Side(options.distribution(), "ours", shape));
                if (options.before().isPresent()) {
                    sides.add(new Side(options.before().get(), "before", shape));
                }
                for (int rate : RATES) {
                    measure(sides, rate);
                }
                for (Side side : sides) {
                    well &= side.isWell();
                }
            } finally {
                for (Side side : sides) {
                    side.stage.close();
                }
            }
        }
        return well;
    }

    private void measure(List<Side> sides, int rate) throws IOException {
        for (Side side : sides) {
            side.round(rate, options.warm());
        }
        double[][] rounds = new double[4][options.rounds()];
        for (int i = 0; i < options.rounds(); i++) {
            double[] ours = sides.get(0).round(rate, options.seconds());
            double[] other = sides.get(sides.size() - 1).round(rate, options.seconds());
            double[] row = {ours[0], other[0], ours[0] / other[0], ours[1] / other[1]};
            for (int j = 0; j < row.length; j++) {
                rounds[j][i] = row[j];
            }
        }
        Arrays.stream(rounds).forEach(Arrays::sort);
        double[] m = Arrays.stream(rounds).mapToDouble(values -> values[values.length / 2]).toArray();
        String messages = rate == 0 ? "all that can be" : String.format(Locale.ROOT, "%,d", rate);
        out.printf(Locale.ROOT, "| %s | %.1f | %.1f | %.2f, %.2f | %s | %s |%n", messages, m[0], m[1], m[2], m[3],
                sides.get(0).latency, sides.get(sides.size() - 1).latency);
    }

    /** A server and its members. */
    private final class Side {

        private final Stage stage;
        private final Load load;
        private final ProcessorTime processor;
        private String latency = "";

        Side(Path distribution, String name, Shape shape) throws IOException {
            stage = Stage.connected(options, distribution, name, RUN, shape);
            load = new Load(stage.wire(), RUN, shape, Runner.BODY_BYTES, 0);
            processor = new ProcessorTime(stage.server().process());
            load.setUp();
        }

        /** Whether each message reached the other member once; told if not. */
        private boolean isWell() {
            boolean isWell = load.account().exactlyOnce() && load.troubles().isEmpty() && load.overloaded() == 0;
            if (!isWell) {
                out.println("\n" + stage.server().description() + ": " + load.account() + " " + load.troubles() + " "
                        + load.overloaded() + " answered 503");
            }
            return isWell;
        }

        /** Microseconds of processor time a message: all of it, and in user mode. */
        double[] round(int rate, double seconds) throws IOException {
            if (rate == 0) {
                Throughput all = load.closedLoop(seconds, processor);
                load.drain();
                latency = String.format(Locale.ROOT, "%,.0f a second", all.requestRate());
                return each(all.spent().all(), all.spent().user(), all.requests());
            }
            Spent before = processor.get();
            Latencies latencies = load.openLoop(seconds, rate);
            Spent after = processor.get();
            latency = String.format(Locale.ROOT, "%.2f / %.2f", latencies.quantile(0.5) / 1e6,
                    latencies.quantile(0.99) / 1e6);
            return each(after.all() - before.all(), after.user() - before.user(), rate * seconds);
        }

        private static double[] each(double all, double user, double messages) {
            return new double[] {all * 1e6 / messages, user * 1e6 / messages};
        }
    }
}
