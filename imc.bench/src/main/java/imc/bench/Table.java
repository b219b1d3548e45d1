package imc.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The results as a Markdown table: a line for each transport and point, both servers beside each other. */
final class Table {

    private static final String NOTHING = "–";

    private Table() {
    }

    static String of(Options options, List<Result> results) {
        String other = options.other();
        StringBuilder text = new StringBuilder("""
                | | | µs of CPU ours | %1$s | ratio, in user mode | per second ours | %1$s \
                | p50 / p99 ms at half load ours | %1$s | ours at the slower one's | exactly once ours | %1$s |
                |---|---|--:|--:|--:|--:|--:|--:|--:|--:|---|---|
                """.formatted(options.before().isPresent() ? "before" : "Kamailio"));
        for (String transport : options.transports()) {
            options.points().stream().map(Point::name).filter(point -> find(results, transport, point, "ours")
                    .or(() -> find(results, transport, point, other)).isPresent())
                    .forEach(point -> text.append(line(transport, point, other, results)).append('\n'));
        }
        return text.toString();
    }

    private static String line(String transport, String point, String other, List<Result> results) {
        Optional<Result> ours = find(results, transport, point, "ours");
        Optional<Result> compared = find(results, transport, point, other);
        String ratio = ours.isPresent() && compared.isPresent()
                ? format("%.2f, %.2f", ours.get().costBy(compared.get()), ours.get().userBy(compared.get())) : NOTHING;
        return "| " + String.join(" | ", transport, point, cost(ours), cost(compared), ratio, rate(ours),
                rate(compared), latency(ours.map(Result::half)),
                latency(compared.map(Result::half)), compared.isPresent() ? latency(ours.map(Result::common)) : NOTHING,
                verdict(ours), verdict(compared)) + " |";
    }

    private static Optional<Result> find(List<Result> results, String transport, String point, String server) {
        return results.stream().filter(result -> result.transport().equals(transport)
                && result.point().name().equals(point) && result.server().equals(server)).findFirst();
    }

    private static String cost(Optional<Result> result) {
        return result.map(r -> format("%.1f", r.cost())).orElse(NOTHING);
    }

    private static String rate(Optional<Result> result) {
        return result.map(r -> format("%,.0f", r.rate())).orElse(NOTHING);
    }

    private static String latency(Optional<Result.Latency> latency) {
        return latency.filter(r -> r != Result.Latency.UNKNOWN).map(r -> format("%.2f / %.2f", r.p50(), r.p99()))
                .orElse(NOTHING);
    }

    private static String verdict(Optional<Result> result) {
        return result.map(r -> (r.correct() ? "yes" : "**no**")
                + (r.remarks().isEmpty() ? "" : ": " + r.remarks())).orElse(NOTHING);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
