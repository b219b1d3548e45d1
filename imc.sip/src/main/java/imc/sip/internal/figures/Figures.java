package imc.sip.internal.figures;

import imc.api.statistics.Durations;
import imc.api.statistics.Histogram;
import imc.api.statistics.Statistic;
import imc.api.transport.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** What the transport counts. Safe for use by many threads. */
public final class Figures {

    private final LongAdder[] counts = adders(Counted.values());
    private final LongAdder[] deliveries = adders(Delivery.Result.values());
    private final Map<Integer, LongAdder> refused = new ConcurrentSkipListMap<>();
    /** Up to Timer F, after which a copy has not been delivered (RFC 3261 §17.1.2.2). */
    private final Durations took =
            Durations.ofMillis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 32_000);

    private volatile Instant certificateExpires = Instant.EPOCH;

    private static LongAdder[] adders(Object[] each) {
        return Stream.of(each).map(one -> new LongAdder()).toArray(LongAdder[]::new);
    }

    /** It has happened once more. */
    public void count(Counted what) {
        counts[what.ordinal()].increment();
    }

    /** Server transactions were forgotten before their time, for want of room. */
    public void forgotten(int transactions) {
        counts[Counted.FORGOTTEN.ordinal()].add(transactions);
    }

    /** A request was refused, other than by the conference server. */
    public void refused(int status) {
        refused.computeIfAbsent(status, first -> new LongAdder()).increment();
    }

    /**
     * One receiver's copy has come to an end.
     *
     * @param began when its request was taken, as {@link System#nanoTime()}
     */
    public void delivery(Delivery delivery, long began) {
        deliveries[delivery.result().ordinal()].increment();
        if (delivery.result() == Delivery.Result.DELIVERED) {
            took.add(System.nanoTime() - began);
        }
        if (delivery.isShared()) {
            count(Counted.FAILED_FOR_ALL);
        }
    }

    /** We show a certificate that expires then; with {@link Instant#EPOCH} we have none. */
    public void certificate(Instant expires) {
        certificateExpires = expires;
    }

    /** How long copies took. */
    public List<Histogram> histograms() {
        return List.of(took.histogram("sip_delivery_seconds",
                "Time from when a request for many is taken to a receiver's 2xx, for each copy that is delivered",
                Map.of()));
    }

    /** All that is counted here. */
    public List<Statistic> statistics() {
        List<Statistic> statistics = new ArrayList<>();
        for (Counted each : Counted.values()) {
            statistics.add(Statistic.counter(each.statistic(), each.help(), counts[each.ordinal()].sum()));
        }
        refused.forEach((status, count) -> statistics.add(new Statistic("sip_requests_refused",
                Statistic.Kind.COUNTER, "Requests refused other than by the conference server, retransmissions not"
                        + " counted", Map.of("status", status.toString()), count.sum())));
        for (Delivery.Result result : Delivery.Result.values()) {
            statistics.add(new Statistic("sip_deliveries", Statistic.Kind.COUNTER, "Copies sent, by outcome",
                    Map.of("outcome", result.name().toLowerCase(Locale.ROOT)), deliveries[result.ordinal()].sum()));
        }
        statistics.add(Statistic.gauge("sip_tls_expires", "When the first of our certificates for TLS expires, in"
                + " seconds since 1970; 0 without one", certificateExpires.getEpochSecond()));
        return statistics;
    }
}
