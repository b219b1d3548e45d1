package imc.sip.internal;

import imc.api.ImcManager;
import imc.api.SipAddress;
import imc.api.config.Settings;
import imc.api.location.Location;
import imc.api.sip.Flow;
import imc.api.sip.FlowListener;
import imc.api.sip.OutgoingRequest;
import imc.api.sip.SipAnswer;
import imc.api.sip.SipClient;
import imc.api.sip.SipFilter;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.api.transport.Broadcast;
import imc.api.transport.DeliveryListener;
import imc.api.transport.Transport;
import imc.sip.internal.client.Client;
import imc.sip.internal.config.Advice;
import imc.sip.internal.config.Configuration;
import imc.sip.internal.config.NameServer;
import imc.sip.internal.config.SipSettings;
import imc.sip.internal.dns.Dns;
import imc.sip.internal.fanout.Backlogs;
import imc.sip.internal.fanout.Congestion;
import imc.sip.internal.fanout.FanOut;
import imc.sip.internal.fanout.InFlight;
import imc.sip.internal.fanout.Limits;
import imc.sip.internal.fanout.Outage;
import imc.sip.internal.fanout.Unlocated;
import imc.sip.internal.figures.Aging;
import imc.sip.internal.figures.Faults;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.figures.Unexpected;
import imc.sip.internal.listen.Listening;
import imc.sip.internal.listen.ListeningPoint;
import imc.sip.internal.message.Admission;
import imc.sip.internal.message.Messages;
import imc.sip.internal.route.Lanes;
import imc.sip.internal.route.Names;
import imc.sip.internal.route.NextHops;
import imc.sip.internal.route.ProxyAddresses;
import imc.sip.internal.route.Routes;
import imc.sip.internal.route.Unproven;
import imc.sip.internal.route.Whereabouts;
import imc.sip.internal.server.Expiry;
import imc.sip.internal.server.Filters;
import imc.sip.internal.server.Methods;
import imc.sip.internal.server.Refusals;
import imc.sip.internal.server.Requests;
import imc.sip.internal.stream.ConnectionLimits;
import imc.sip.internal.transaction.ClientTransactions;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SIP transport: listens, hands messages to the conference server, and sends what it wants sent. */
@Component(service = {Transport.class, StatisticSource.class},
        configurationPid = SipSettings.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true)
@Designate(ocd = Configuration.class)
public final class SipStack implements Transport, SipClient, StatisticSource {

    private static final Logger LOG = LoggerFactory.getLogger(SipStack.class);
    private static final int T1_MS = 500;
    private static final int DRAIN_MS = 2000;

    private final AtomicReference<ImcManager> manager = new AtomicReference<>();
    private final AtomicReference<Settings> settings = new AtomicReference<>();
    private final BooleanSupplier locationExpected;
    private final Whereabouts whereabouts;
    private final Filters filters = new Filters();
    private final Unlocated unlocated;
    private final Methods methods = new Methods(System::nanoTime);
    private final Admission admission;
    private final Figures figures = new Figures();
    private final FlowListeners flowListeners = new FlowListeners(figures);
    private final Lanes lanes = new Lanes();
    private final Dns dns;
    private final Names names;
    private final Listening listening;
    private final Backlogs backlogs;
    private final Congestion congestion;
    private final InFlight inFlight = new InFlight(this::mostInFlight);
    private final Outage outage;
    private final ProxyAddresses proxyAddresses;
    private final Routes routes;
    private final ClientTransactions transactions;
    private final FanOut fanOut;
    private final Client client;
    private final Opened opened;

    /** Makes everything ready; nothing is opened yet. */
    @Activate
    public SipStack(Map<String, Object> configuration, BundleContext context) {
        this(configuration, T1_MS, Limits.USUAL, System::nanoTime, new Offers(context, Location.class)::isThere);
    }

    /**
     * @param t1       Timer T1 in milliseconds
     * @param limits   how much may be on its way
     * @param nanoTime as {@link System#nanoTime()}, for all but the transactions' timers
     * @param locationExpected whether a bundle is installed that offers a location service
     */
    SipStack(Map<String, Object> configuration, int t1, Limits limits, LongSupplier nanoTime,
            BooleanSupplier locationExpected) {
        this.locationExpected = locationExpected;
        settings.set(SipSettings.initial().with(
                SipSettings.current(configuration, LOG::warn), LOG::error));
        whereabouts = new Whereabouts(nanoTime);
        unlocated = new Unlocated(user -> isLost() && !whereabouts.isRemembered(user), nanoTime);
        Unexpected unexpected = new Unexpected(figures);
        KeysInForce tls = new KeysInForce();
        listening = new Listening(connectionLimits(nanoTime),
                () -> settings.get().get(SipSettings.UDP_GSO), tls, unexpected::add);
        NextHops nextHops = new NextHops(() -> settings.get().get(SipSettings.OUTBOUND_PROXY),
                whereabouts::contacts);
        dns = new Dns(this::dnsChoice, listening, Duration.ofMillis(64L * t1), nanoTime);
        names = new Names(dns, listening);
        proxyAddresses = new ProxyAddresses(() -> settings.get().get(SipSettings.OUTBOUND_PROXY), dns, names,
                listening);
        backlogs = new Backlogs(limits, nanoTime);
        congestion = new Congestion(limits, nanoTime);
        outage = new Outage(Duration.ofMillis(64L * t1), nanoTime, figures);
        Aging aging = new Aging();
        aging.add(whereabouts::age);
        aging.add(dns::age);
        aging.add(congestion::connections);
        aging.add(proxyAddresses::look);
        Unproven unproven = new Unproven(() -> settings.get().get(SipSettings.UDP_UNPROVEN_LIMIT), nanoTime,
                figures);
        aging.add(unproven::age);
        routes = new Routes(listening);
        aging.add(routes::age);
        Faults faults = new Faults(figures);
        transactions = new ClientTransactions(t1, faults, aging::age);
        fanOut = new FanOut(listening, nextHops, unlocated, names, lanes, routes, transactions, backlogs, congestion,
                inFlight, outage, unproven, figures, faults, aging,
                () -> settings.get().get(SipSettings.EXTRA_HDRS).lines());
        client = new Client(listening, nextHops, names, lanes, routes, transactions, unproven, faults);
        admission = new Admission(fanOut::pending, inFlight, limits.inFlight(), backlogs::holdUp,
                () -> congestion.connections() > 0, this::isLost);
        Messages messages = new Messages(settings::get, manager::get, admission, this::isKnown, figures);
        Requests requests = new Requests(filters, methods, messages, this::registered, new Refusals(figures), figures,
                nanoTime);
        aging.add(requests::age);
        listening.tellEnded(flowListeners::ended);
        opened = new Opened(listening, tls, new Incoming(transactions, requests, figures, unexpected));
    }

    private ConnectionLimits connectionLimits(LongSupplier nanoTime) {
        return new ConnectionLimits(() -> settings.get().get(SipSettings.TCP_MAX_CONNECTIONS),
                () -> settings.get().get(SipSettings.TCP_MAX_CONNECTIONS_PER_IP),
                () -> Duration.ofSeconds(settings.get().get(SipSettings.TCP_CONNECTION_LIFETIME)),
                address -> proxyAddresses.contains(address), nanoTime);
    }

    /** Who is registered is where he is; for those behind our proxy, the proxy answers. */
    private boolean isKnown(SipAddress sender, InetAddress source) {
        return !whereabouts.contacts(sender).isEmpty() || proxyAddresses.contains(source);
    }

    /** Whether nobody can say where members are, and somebody will: what is accepted now would be lost. */
    private boolean isLost() {
        if (whereabouts.isThere() || settings.get().get(SipSettings.OUTBOUND_PROXY).isPresent()) {
            return false;
        }
        return switch (settings.get().get(SipSettings.LOCATION)) {
            case NONE -> false;
            case REQUIRED -> true;
            case AUTO -> whereabouts.isAway() || !whereabouts.wasThere() && locationExpected.getAsBoolean();
        };
    }

    private void registered(SipAddress user, Flow source, SipResponse answer) {
        whereabouts.changed(user);
        listening.keep(source, Expiry.of(answer));
    }

    private long mostInFlight() {
        return Runtime.getRuntime().maxMemory() / 100 * settings.get().get(SipSettings.IN_FLIGHT_PERCENT);
    }

    private Dns.Choice dnsChoice() {
        Settings now = settings.get();
        return new Dns.Choice(now.get(SipSettings.DNS_SERVERS).stream().map(NameServer::address).toList(),
                Duration.ofMillis(now.get(SipSettings.DNS_TIMEOUT)), now.get(SipSettings.DNS_TRY_NAPTR),
                now.get(SipSettings.USE_DNS_FAILOVER),
                Duration.ofSeconds(now.get(SipSettings.DST_BLOCKLIST_EXPIRE)));
    }

    /**
     * Listens: not before the services that are there have been bound, so that the first request finds them.
     *
     * @throws IOException naming the address that cannot be opened; then no socket and no thread is left
     */
    @Activate
    void open() throws IOException {
        try {
            opened.open(settings.get());
            advise();
            LOG.info("SIP transport {} has started and listens at {}", version(), listening);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Takes over an edited configuration. What is known of names is forgotten: where we listen counts in what was found,
     * and whoever has mended a name need not wait.
     */
    @Modified
    synchronized void modified(Map<String, Object> configuration) {
        Settings before = settings.get();
        Settings next = before.with(SipSettings.current(configuration, LOG::debug), LOG::error);
        settings.set(opened.edited(before, next, configuration));
        advise();
        dns.forget();
        routes.forget();
        congestion.forget();
        outage.forget();
        unlocated.look();
    }

    private void advise() {
        Advice.on(settings.get(), proxyAddresses::areOurs).forEach(LOG::warn);
    }

    /**
     * Ends everything. New messages are answered 503; what was accepted is answered, sent, and sent again until it is
     * taken, for {@value #DRAIN_MS} ms at most and no longer than there is any. Then outcomes that are still open are
     * told, and no thread and no socket is left.
     */
    @Deactivate
    void deactivate() {
        String listened = listening.toString();
        admission.close();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MS);
        while ((admission.inProgress() > 0 || !lanes.isIdle() || fanOut.pending() > 0) && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        close();
        LOG.info("SIP transport {} has stopped; it listened at {}", version(), listened);
    }

    /** Of the bundle; nothing outside of a framework. */
    private static String version() {
        Bundle bundle = FrameworkUtil.getBundle(SipStack.class);
        return bundle == null ? "" : bundle.getVersion().toString();
    }

    private void close() {
        names.close();
        lanes.close();
        listening.close();
        lanes.awaitEnd();
        fanOut.close();
        transactions.close();
    }

    @Override
    public void send(Broadcast broadcast, DeliveryListener listener) {
        fanOut.send(broadcast, listener);
    }

    @Override
    public CompletionStage<SipAnswer> send(OutgoingRequest request) {
        return client.send(request);
    }

    @Override
    public List<Statistic> statistics() {
        return figures.statistics(fanOut.pending(), inFlight.bytes(), backlogs.roomsHeldUp(), congestion.connections(),
                listening.points().stream().mapToInt(ListeningPoint::connections).sum());
    }

    /** What the configuration asks for and could not be done, one sentence each. */
    List<String> notInForce() {
        return opened.refused();
    }

    /** Where the server listens now; for tests, which take free ports. */
    List<ListeningPoint> listeningPoints() {
        return listening.points();
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindManager(ImcManager service) {
        manager.set(service);
    }

    void unbindManager(ImcManager service) {
        manager.compareAndSet(service, null);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindLocation(Location service) {
        whereabouts.arrived(service);
        unlocated.look();
    }

    void unbindLocation(Location service) {
        whereabouts.left(service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindFilter(SipFilter filter, Map<String, Object> properties) {
        filters.add(filter, properties);
    }

    void unbindFilter(SipFilter filter) {
        filters.remove(filter);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindHandler(SipRequestHandler handler, Map<String, Object> properties) {
        methods.add(handler, properties);
    }

    void unbindHandler(SipRequestHandler handler) {
        methods.remove(handler);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindFlowListener(FlowListener listener) {
        flowListeners.add(listener);
    }

    void unbindFlowListener(FlowListener listener) {
        flowListeners.remove(listener);
    }
}
