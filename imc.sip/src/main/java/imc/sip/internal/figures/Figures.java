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

    private final LongAdder messages = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private final Map<Integer, LongAdder> refused = new ConcurrentSkipListMap<>();
    private final LongAdder forgotten = new LongAdder();
    private final LongAdder unexpected = new LongAdder();
    private final LongAdder givenUp = new LongAdder();
    private final LongAdder withheld = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder heldBack = new LongAdder();
    private final LongAdder copied = new LongAdder();
    private final LongAdder elsewhere = new LongAdder();
    private final LongAdder outages = new LongAdder();
    private final LongAdder shared = new LongAdder();
    private final LongAdder[] deliveries = Stream.of(Delivery.Result.values()).map(result -> new LongAdder())
            .toArray(LongAdder[]::new);
    /** Up to Timer F, after which a copy has not been delivered (RFC 3261 §17.1.2.2). */
    private final Durations took =
            Durations.ofMillis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 32_000);

    private volatile Instant certificateExpires = Instant.EPOCH;

    /** A MESSAGE came in, retransmissions not counted. */
    public void message() {
        messages.increment();
    }

    /** Something came in that could not be read. */
    public void unreadable() {
        unreadable.increment();
    }

    /** A request was refused, other than by the conference server. */
    public void refused(int status) {
        refused.computeIfAbsent(status, first -> new LongAdder()).increment();
    }

    /** Server transactions were forgotten before their time, for want of room. */
    public void forgotten(int transactions) {
        forgotten.add(transactions);
    }

    /** Something failed that never should. */
    public void unexpectedFailure() {
        unexpected.increment();
    }

    /** A copy was not sent, because its contact has too many before it. */
    public void givenUp() {
        givenUp.increment();
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
            shared.increment();
        }
    }

    /** A datagram was not sent, because nobody has ever answered from where it goes. */
    public void withheld() {
        withheld.increment();
    }

    /** A datagram was dropped unanswered, because enough has come from its source. */
    public void dropped() {
        dropped.increment();
    }

    /** For a moment nothing more is read from a connection, because enough has come from its source. */
    public void heldBack() {
        heldBack.increment();
    }

    /** A copy of a request came from somewhere else than the request. */
    public void copied() {
        copied.increment();
    }

    /** An answer came from somewhere else than its request went to. */
    public void answeredFromElsewhere() {
        elsewhere.increment();
    }

    /** We show a certificate that expires then; with {@link Instant#EPOCH} we have none. */
    public void certificate(Instant expires) {
        certificateExpires = expires;
    }

    /** The outbound proxy has begun to fail. */
    public void outage() {
        outages.increment();
    }

    /** How long copies took. */
    public List<Histogram> histograms() {
        return List.of(took.histogram("sip_delivery_seconds",
                "Time from when a request for many is taken to a receiver's 2xx, for each copy that is delivered",
                Map.of()));
    }

    /** All figures, with those that others keep. */
    public List<Statistic> statistics(long pending, long bytes, long heldUp, long congested,
            Map<String, Long> connections, long inProgress) {
        List<Statistic> statistics = new ArrayList<>();
        statistics.add(Statistic.counter("sip_messages_received",
                "MESSAGE requests received, retransmissions not counted", messages.sum()));
        refused.forEach((status, count) -> statistics.add(new Statistic("sip_requests_refused",
                Statistic.Kind.COUNTER, "Requests refused other than by the conference server, retransmissions not"
                        + " counted", Map.of("status", status.toString()), count.sum())));
        for (Delivery.Result result : Delivery.Result.values()) {
            statistics.add(new Statistic("sip_deliveries", Statistic.Kind.COUNTER, "Copies sent, by outcome",
                    Map.of("outcome", result.name().toLowerCase(Locale.ROOT)), deliveries[result.ordinal()].sum()));
        }
        statistics.add(Statistic.gauge("sip_deliveries_pending", "Copies whose outcome is still open", pending));
        statistics.add(Statistic.gauge("sip_bytes_in_flight",
                "Memory that messages take up until the last of their copies has come to its end", bytes));
        statistics.add(Statistic.counter("sip_deliveries_failed_for_all",
                "Copies not delivered because of what all receivers share: outbound proxy, network, name servers",
                shared.sum()));
        statistics.add(Statistic.counter("sip_proxy_outages",
                "How often the outbound proxy has begun to fail", outages.sum()));
        statistics.add(Statistic.counter("sip_copies_given_up",
                "Copies that were not sent because their contact takes too long", givenUp.sum()));
        statistics.add(Statistic.counter("sip_datagrams_withheld",
                "Datagrams that were not sent, because nobody has ever answered from where they go", withheld.sum()));
        statistics.add(Statistic.gauge("sip_rooms_held_up",
                "Rooms whose messages are refused until a slow member has caught up", heldUp));
        statistics.add(Statistic.gauge("sip_proxy_congested",
                "Connections with the outbound proxy for which all messages are refused until it has caught up",
                congested));
        statistics.add(Statistic.gauge("sip_tcp_connections", "Open TCP connections, those with TLS included",
                connections.values().stream().mapToLong(Long::longValue).sum()));
        connections.forEach((transport, count) -> statistics.add(new Statistic("sip_connections", Statistic.Kind.GAUGE,
                "Open connections by transport", Map.of("transport", transport), count)));
        statistics.add(Statistic.gauge("sip_tls_expires", "When the first of our certificates for TLS expires, in"
                + " seconds since 1970; 0 without one", certificateExpires.getEpochSecond()));
        statistics.add(Statistic.gauge("sip_requests_in_progress", "Requests that have no answer yet", inProgress));
        statistics.add(Statistic.counter("sip_parse_errors",
                "Messages received that could not be read, answered 400 or dropped", unreadable.sum()));
        statistics.add(Statistic.counter("sip_datagrams_dropped", "Datagrams dropped without an answer, because their"
                + " source sends too much (imc.flood)", dropped.sum()));
        statistics.add(Statistic.counter("sip_connections_held_back", "How often nothing was read from a connection for"
                + " a moment, because its source sends too much (imc.flood)", heldBack.sum()));
        statistics.add(Statistic.counter("sip_requests_copied", "Copies of requests from another address than the"
                + " request itself, which are not answered", copied.sum()));
        statistics.add(Statistic.counter("sip_answers_from_elsewhere", "Answers to our requests from another address,"
                + " or by another transport, than these went to", elsewhere.sum()));
        statistics.add(Statistic.counter("sip_transactions_forgotten", "Server transactions forgotten before their 32 s"
                + " were over, for want of memory: a retransmission counts as a new request", forgotten.sum()));
        statistics.add(Statistic.counter("sip_unexpected_failures",
                "Failures that should never happen; each kind is logged when it comes first", unexpected.sum()));
        return statistics;
    }
}
