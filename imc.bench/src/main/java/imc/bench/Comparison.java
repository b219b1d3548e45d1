package imc.bench;

import imc.bench.server.PreparedRooms;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table: every point, on every transport, on one server after the other. */
final class Comparison {

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
            for (int start = 0; start < options.starts(); start++) {
                compare(transport, options.points().stream().filter(Point::ordinary).toList(), start);
                for (Point point : options.points()) {
                    if (!point.ordinary()) {
                        compare(transport, List.of(point), start);
                    }
                }
            }
        }
        out.println();
        out.print(Table.of(options, results));
        return results.stream().allMatch(result -> result.correct() || !result.server().equals("ours"));
    }

    /**
     * The servers run all the time and are measured in turn, point by point, because machines drift; and in each start
     * in the other order, because the first has the other's compiler beside it.
     */
    private void compare(String transport, List<Point> points, int start) throws IOException {
        List<Stage> stages = new ArrayList<>();
        String run = "b" + Long.toString(System.nanoTime() & 0xffffff, Character.MAX_RADIX);
        try {
            if (!points.isEmpty()) {
                open(stages, transport, points.get(0), run);
            }
            if (start % 2 == 1) {
                Collections.reverse(stages);
            }
            for (int i = 0; i < points.size(); i++) {
                measure(stages, transport, points.get(i), run + "r" + i);
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
        if (options.before().isPresent()) {
            stages.add(Stage.before(options, transport, point.durable(), rooms));
        } else if (options.servers().contains("kamailio") && !point.durable()) {
            Optional<Stage> kamailio = Stage.kamailio(options, transport, rooms);
            kamailio.ifPresent(stages::add);
            if (kamailio.isEmpty()) {
                out.println("Kamailio is not installed; apt-get install kamailio, and it is measured too");
            }
        }
        stages.forEach(stage -> out.println(transport + ": " + stage.server().description()));
    }

    private void measure(List<Stage> stages, String transport, Point point, String run) throws IOException {
        List<Runner> runners = new ArrayList<>();
        for (Stage stage : stages) {
            attempt(stage, transport, point, () -> runners.add(new Runner(stage, transport, point, run, options)));
        }
        for (int round = 0; round < options.rounds(); round++) {
            for (Runner runner : List.copyOf(runners)) {
                if (!attempt(runner.stage(), transport, point, runner::fullLoad)) {
                    runners.remove(runner);
                }
            }
        }
        double common = runners.stream().mapToDouble(Runner::halfLoad).min().orElse(0);
        for (Runner runner : runners) {
            attempt(runner.stage(), transport, point, () -> {
                Result result = runner.result(common);
                add(result);
                out.printf(Locale.ROOT, "%s %s %s: %.2f µs, %,.0f/s, p50 %.2f ms, p99 %.2f ms, "
                        + "at the slowest server's half load %.2f / %.2f ms%s%n",
                        transport, point.name(), result.server(), result.cost(), result.rate(),
                        result.half().p50(), result.half().p99(), result.common().p50(), result.common().p99(),
                        result.remarks().isEmpty() ? "" : ", " + result.remarks());
            });
        }
    }

    private void add(Result result) {
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).isOf(result)) {
                results.set(i, results.get(i).and(result));
                return;
            }
        }
        results.add(result);
    }

    private interface Attempt {
        void run() throws IOException;
    }

    /** What the other server cannot do is told, and ours is measured all the same; false then. */
    private boolean attempt(Stage stage, String transport, Point point, Attempt attempt) throws IOException {
        try {
            attempt.run();
            return true;
        } catch (IOException e) {
            if (stage.server().name().equals("ours")) {
                throw e;
            }
            out.println(transport + " " + point.name() + " " + stage.server().name() + ": " + e.getMessage());
            return false;
        }
    }
}
