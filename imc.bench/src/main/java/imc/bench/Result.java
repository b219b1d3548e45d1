package imc.bench;

import imc.bench.load.Ledger;
import imc.bench.load.Spent;
import imc.bench.load.Throughput;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What was measured of one server at one point.
 *
 * @param rounds       at full load, once or more
 * @param half         at half of that load
 * @param common       at half of the load of the slowest server
 * @param account      of all that was sent at this point, warming up included
 * @param troubles     requests that failed, or empty
 * @param overloaded   requests that were answered 503 with Retry-After
 */
record Result(Point point, String transport, String server, List<Throughput> rounds, Latency half,
        Latency common, Ledger.Account account, String troubles, long overloaded) {

    /**
     * How long deliveries, or for commands answers, took.
     *
     * @param p50 the median, in milliseconds
     * @param p99 what 99 % of them are below
     */
    record Latency(double p50, double p99) {

        static final Latency UNKNOWN = new Latency(Double.NaN, Double.NaN);

        /** The worse of the two. */
        Latency or(Latency other) {
            return this == UNKNOWN || other == UNKNOWN ? this : p99 >= other.p99 ? this : other;
        }
    }

    /** Deliveries, or for commands commands, per second. */
    double rate() {
        return median(rounds.stream().mapToDouble(round -> units(round) / round.seconds()));
    }

    /** Microseconds of the server's processor time for each. */
    double cost() {
        return median(rounds.stream().mapToDouble(round -> cost(round, Spent::all)));
    }

    /** How many times as much of it this took as the other; both were measured in turn. */
    double costBy(Result other) {
        return by(other, Spent::all);
    }

    /** The same of the time that its own code took, the kernel's and the compiler's left out. */
    double userBy(Result other) {
        return by(other, Spent::user);
    }

    private double by(Result other, ToDoubleFunction<Spent> part) {
        return median(IntStream.range(0, Math.min(rounds.size(), other.rounds.size()))
                .mapToDouble(round -> cost(rounds.get(round), part) / other.cost(other.rounds.get(round), part)));
    }

    private double cost(Throughput round, ToDoubleFunction<Spent> part) {
        return part.applyAsDouble(round.spent()) * 1e6 / Math.max(1, units(round));
    }

    /** Whether both are of one server at one point. */
    boolean isOf(Result other) {
        return point.equals(other.point) && transport.equals(other.transport) && server.equals(other.server);
    }

    /** This and what was measured after the server had been started once more. */
    Result and(Result later) {
        return new Result(point, transport, server, Stream.concat(rounds.stream(), later.rounds.stream()).toList(),
                half.or(later.half), common.or(later.common), account.and(later.account),
                Stream.of(troubles, later.troubles).filter(text -> !text.isEmpty()).collect(Collectors.joining(", ")),
                overloaded + later.overloaded);
    }

    private double units(Throughput round) {
        return point.shape().commands() ? round.requests() : round.deliveries();
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** Whether every member got every message once and every request was answered. */
    boolean correct() {
        return account.exactlyOnce() && troubles.isEmpty();
    }

    /** What went wrong, or what is worth knowing of what went well. */
    String remarks() {
        StringBuilder text = new StringBuilder(troubles);
        append(text, account.lost(), "lost");
        append(text, account.duplicates(), "doubled");
        append(text, account.own() + account.strangers(), "misdirected");
        append(text, account.late(), "too late to tell");
        append(text, overloaded, "answered 503");
        append(text, account.retransmissions(), "sent again");
        append(text, account.reordered(), "out of order");
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(what);
        }
    }
}
