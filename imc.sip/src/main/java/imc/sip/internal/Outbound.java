package imc.sip.internal;

import imc.api.SipAddress;
import imc.api.location.Location;
import imc.api.sip.Flow;
import imc.api.sip.SipClient;
import imc.api.sip.SipFanOut;
import imc.api.sip.SipResponse;
import imc.api.statistics.Statistic;
import imc.sip.internal.client.Client;
import imc.sip.internal.client.Wire;
import imc.sip.internal.config.SipSettings;
import imc.sip.internal.config.SipUri;
import imc.sip.internal.dns.Dns;
import imc.sip.internal.fanout.Backlogs;
import imc.sip.internal.fanout.Congestion;
import imc.sip.internal.fanout.Destinations;
import imc.sip.internal.fanout.FanOut;
import imc.sip.internal.fanout.InFlight;
import imc.sip.internal.fanout.Limits;
import imc.sip.internal.fanout.OpenCopies;
import imc.sip.internal.fanout.Outage;
import imc.sip.internal.fanout.Outlet;
import imc.sip.internal.fanout.Proxy;
import imc.sip.internal.fanout.Unlocated;
import imc.sip.internal.figures.Aging;
import imc.sip.internal.figures.Faults;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.listen.Listening;
import imc.sip.internal.listen.ListeningPoint;
import imc.sip.internal.message.Admission;
import imc.sip.internal.route.Lanes;
import imc.sip.internal.route.Names;
import imc.sip.internal.route.NextHops;
import imc.sip.internal.route.ProxyAddresses;
import imc.sip.internal.route.Routes;
import imc.sip.internal.route.Unproven;
import imc.sip.internal.route.Ways;
import imc.sip.internal.route.Whereabouts;
import imc.sip.internal.server.Expiry;
import imc.sip.internal.transaction.Answerers;
import imc.sip.internal.transaction.ClientTransactions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that sends requests: who is where, by which way one gets there, and what is on its way. */
final class Outbound {

    static final int DRAIN_MS = 2000;
    /** Timer T1, in milliseconds (RFC 3261 §17.1.1.1). */
    static final int T1 = 500;

    private final Listening listening;
    private final Whereabouts whereabouts;
    private final Unlocated unlocated;
    private final Lanes lanes = new Lanes();
    private final Dns dns;
    private final Names names;
    private final Backlogs backlogs;
    private final Congestion congestion;
    private final InFlight inFlight;
    private final Outage outage;
    private final ProxyAddresses proxyAddresses;
    private final Located located;
    private final Routes routes;
    private final ClientTransactions transactions;
    private final FanOut fanOut;
    private final Client client;
    private final Wire wire;
    private final Admission admission;
    private final LongSupplier nanoTime;

    /** @param locationExpected whether a bundle is installed that offers a location service */
    Outbound(InForce settings, Listening listening, int t1, Limits limits, LongSupplier nanoTime,
            BooleanSupplier locationExpected, Figures figures, Aging aging) {
        this.listening = listening;
        this.nanoTime = nanoTime;
        inFlight = new InFlight(settings::mostInFlight);
        whereabouts = new Whereabouts(nanoTime);
        NextHops nextHops = new NextHops(settings::outboundProxy, whereabouts::contacts);
        Duration timerF = Duration.ofMillis(64L * t1);
        dns = new Dns(settings::dnsChoice, listening, timerF, nanoTime);
        names = new Names(dns, listening);
        proxyAddresses = new ProxyAddresses(settings::outboundProxy, dns, names, listening);
        located = new Located(settings, whereabouts, proxyAddresses, locationExpected);
        unlocated = new Unlocated(located::isLost, inFlight::isFull, nanoTime);
        backlogs = new Backlogs(limits, nanoTime);
        congestion = new Congestion(limits, nanoTime);
        outage = new Outage(timerF, nanoTime, figures);
        Unproven unproven = new Unproven(() -> settings.get(SipSettings.UDP_UNPROVEN_LIMIT), nanoTime, figures);
        routes = new Routes(listening, () -> settings.get(SipSettings.MEMBER_NETWORKS));
        Faults faults = new Faults(figures);
        Answerers answerers =
                new Answerers(() -> settings.get(SipSettings.ANSWERS_FROM_ELSEWHERE), figures, nanoTime);
        transactions = new ClientTransactions(t1, nanoTime, answerers, unproven, faults, aging::age);
        Destinations destinations = new Destinations(nextHops, backlogs);
        Ways ways = new Ways(listening, nextHops, names, lanes, routes);
        Proxy proxy = new Proxy(outage, congestion);
        Outlet outlet = new Outlet(ways, destinations, proxy, transactions, inFlight, figures, faults);
        fanOut = new FanOut(unlocated, outlet, new OpenCopies(figures, faults));
        client = new Client(ways, transactions, faults);
        wire = new Wire(ways, unproven, proxyAddresses::contains);
        admission = new Admission(fanOut::pending, inFlight, limits.inFlight(), backlogs::holdUp,
                () -> congestion.connections() > 0, located::isLost);
        Stream.<Runnable>of(whereabouts::age, dns::age, congestion::connections, proxyAddresses::look, unproven::age,
                routes::age, destinations::age, unlocated::look).forEach(aging::add);
    }

    SipClient client() {
        return client;
    }

    /** The way for those that have transactions of their own. */
    Wire wire() {
        return wire;
    }

    SipFanOut fanOut() {
        return fanOut;
    }

    /** Whether what comes in may lead to more that goes out. */
    Admission admission() {
        return admission;
    }

    /** Those that have sent requests, and wait for responses. */
    ClientTransactions transactions() {
        return transactions;
    }

    void arrived(Location service) {
        whereabouts.arrived(service);
        unlocated.look();
    }

    void left(Location service) {
        whereabouts.left(service);
    }

    /** A user has registered from there, or taken the registration back, as the answer says. */
    void registered(SipAddress user, Flow source, SipResponse answer) {
        whereabouts.changed(user);
        listening.keep(source, Expiry.of(answer));
    }

    boolean isKnown(SipAddress sender, InetAddress source) {
        return located.isKnown(sender, source);
    }

    /** Whether an address is the outbound proxy's. */
    boolean isProxy(InetAddress address) {
        return proxyAddresses.contains(address);
    }

    /** Whether what is sent to a URI comes back. */
    boolean isOurselves(SipUri uri) {
        return proxyAddresses.areOurs(uri);
    }

    /**
     * The configuration has been edited. What is known of names is forgotten: where we listen counts in what was found,
     * and whoever has mended a name need not wait.
     */
    void edited() {
        dns.forget();
        routes.forget();
        congestion.forget();
        outage.forget();
        unlocated.look();
    }

    /** Why messages are refused, or fail for all: one sentence each; empty where all is well. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (located.isLost()) {
            missing.add("nobody says where members are registered, so that messages are answered 503 (location in "
                    + "imc.transport.sip)");
        }
        if (outage.isThere() || congestion.connections() > 0) {
            missing.add("the outbound proxy (outbound_proxy in imc.transport.sip) fails, or takes less than it gets");
        }
        return missing;
    }

    /**
     * How many of what is on its way.
     *
     * @param requests that wait for a filter or a handler
     */
    Map<String, Long> inFlight(int requests) {
        return Map.of("messages", (long) admission.inProgress(), "copies", (long) fanOut.pending(),
                "requests", (long) requests, "own_requests", (long) client.open());
    }

    /** Waits a little for what is on its way. */
    void drain(BooleanSupplier givenUp) {
        long end = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MS);
        while (!givenUp.getAsBoolean() && !isIdle() && nanoTime.getAsLong() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** Whether nothing is on its way, in or out. */
    boolean isIdle() {
        return admission.inProgress() == 0 && lanes.isIdle() && fanOut.pending() == 0;
    }

    /** What is on its way now, beside what has been counted. */
    List<Statistic> statistics(Figures figures) {
        List<Statistic> statistics = new ArrayList<>(figures.statistics());
        statistics.add(Statistic.gauge("sip_deliveries_pending", "Copies whose outcome is still open",
                fanOut.pending()));
        statistics.add(Statistic.gauge("sip_bytes_in_flight",
                "Memory that messages take up until the last of their copies has come to its end", inFlight.bytes()));
        statistics.add(Statistic.gauge("sip_rooms_held_up",
                "Rooms whose messages are refused until a slow member has caught up", backlogs.roomsHeldUp()));
        statistics.add(Statistic.gauge("sip_proxy_congested",
                "Connections with the outbound proxy for which all messages are refused until it has caught up",
                congestion.connections()));
        Map<String, Long> connections = connections();
        statistics.add(Statistic.gauge("sip_tcp_connections", "Open TCP connections, those with TLS included",
                connections.values().stream().mapToLong(Long::longValue).sum()));
        connections.forEach((transport, count) -> statistics.add(new Statistic("sip_connections", Statistic.Kind.GAUGE,
                "Open connections by transport", Map.of("transport", transport), count)));
        statistics.add(Statistic.gauge("sip_requests_in_progress", "Requests that have no answer yet",
                admission.inProgress()));
        return statistics;
    }

    private Map<String, Long> connections() {
        return listening.points().stream().filter(point -> point.transport().isReliable())
                .collect(Collectors.groupingBy(point -> point.transport().toString(), TreeMap::new,
                        Collectors.summingLong(ListeningPoint::connections)));
    }

    /** Ends everything, and closes all sockets; outcomes that are open are told. */
    void close() {
        names.close();
        lanes.close();
        listening.close();
        lanes.awaitEnd();
        fanOut.close();
        transactions.close();
    }
}
