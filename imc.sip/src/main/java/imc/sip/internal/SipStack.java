package imc.sip.internal;

import imc.api.SipAddress;
import imc.api.config.Settings;
import imc.api.location.Location;
import imc.api.sip.Flow;
import imc.api.sip.FlowListener;
import imc.api.sip.MessageHandler;
import imc.api.sip.SipClient;
import imc.api.sip.SipFanOut;
import imc.api.sip.SipFilter;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.sip.internal.client.Client;
import imc.sip.internal.config.Advice;
import imc.sip.internal.config.Configuration;
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
import imc.sip.internal.message.MessageHandlers;
import imc.sip.internal.message.MessageReader;
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
import imc.sip.internal.transaction.ClientTransactions;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
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

/**
 * SIP: listens, takes requests to whoever answers them, and sends. What it offers to others, {@link Offered} offers, but
 * for its statistics.
 */
@Component(service = {SipStack.class, StatisticSource.class}, configurationPid = SipSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true)
@Designate(ocd = Configuration.class)
public final class SipStack implements StatisticSource {

    private static final Logger LOG = LoggerFactory.getLogger(SipStack.class);
    private static final int T1_MS = 500;
    private static final int DRAIN_MS = 2000;

    private final InForce settings;
    private final Whereabouts whereabouts;
    private final Filters filters = new Filters();
    private final Unlocated unlocated;
    private final Methods methods = new Methods(System::nanoTime);
    private final MessageHandlers messageHandlers;
    private final Admission admission;
    private final Figures figures = new Figures();
    private final FlowListeners flowListeners = new FlowListeners(figures);
    private final Lanes lanes = new Lanes();
    private final Dns dns;
    private final Names names;
    private final Listening listening;
    private final Backlogs backlogs;
    private final Congestion congestion;
    private final InFlight inFlight;
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
        settings = new InForce(SipSettings.initial().with(SipSettings.current(configuration, LOG::warn), LOG::error));
        inFlight = new InFlight(settings::mostInFlight);
        whereabouts = new Whereabouts(nanoTime);
        Unexpected unexpected = new Unexpected(figures);
        KeysInForce tls = new KeysInForce();
        listening = new Listening(settings.connectionLimits(this::isProxy, nanoTime),
                () -> settings.get(SipSettings.UDP_GSO), tls, unexpected::add);
        NextHops nextHops = new NextHops(settings::outboundProxy, whereabouts::contacts);
        dns = new Dns(settings::dnsChoice, listening, Duration.ofMillis(64L * t1), nanoTime);
        names = new Names(dns, listening);
        proxyAddresses = new ProxyAddresses(settings::outboundProxy, dns, names, listening);
        Located located = new Located(settings, whereabouts, proxyAddresses, locationExpected);
        unlocated = new Unlocated(located::isLost, nanoTime);
        backlogs = new Backlogs(limits, nanoTime);
        congestion = new Congestion(limits, nanoTime);
        outage = new Outage(Duration.ofMillis(64L * t1), nanoTime, figures);
        Unproven unproven = new Unproven(() -> settings.get(SipSettings.UDP_UNPROVEN_LIMIT), nanoTime, figures);
        routes = new Routes(listening);
        Faults faults = new Faults(figures);
        Aging aging = new Aging();
        transactions = new ClientTransactions(t1, faults, aging::age);
        fanOut = new FanOut(listening, nextHops, unlocated, names, lanes, routes, transactions, backlogs, congestion,
                inFlight, outage, unproven, figures, faults, aging);
        client = new Client(listening, nextHops, names, lanes, routes, transactions, unproven, faults);
        admission = new Admission(fanOut::pending, inFlight, limits.inFlight(), backlogs::holdUp,
                () -> congestion.connections() > 0, located::isLost);
        messageHandlers = new MessageHandlers(nanoTime);
        MessageReader reader = new MessageReader(() -> settings.get(SipSettings.IDENTITY), located::isKnown);
        Requests requests = new Requests(filters, methods, new Messages(reader, messageHandlers, admission, figures),
                this::registered, new Refusals(figures), figures, nanoTime);
        Stream.<Runnable>of(whereabouts::age, dns::age, congestion::connections, proxyAddresses::look, unproven::age,
                routes::age, requests::age).forEach(aging::add);
        listening.tellEnded(flowListeners::ended);
        opened = new Opened(listening, tls, new Incoming(transactions, requests, figures, unexpected));
    }

    private boolean isProxy(InetAddress address) {
        return proxyAddresses.contains(address);
    }

    private void registered(SipAddress user, Flow source, SipResponse answer) {
        whereabouts.changed(user);
        listening.keep(source, Expiry.of(answer));
    }

    /**
     * Listens: not before the services that are there have been bound, so that the first request finds them.
     *
     * @throws IOException naming the address that cannot be opened; then no socket and no thread is left
     */
    @Activate
    void open() throws IOException {
        try {
            opened.open(settings.all());
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
        Settings before = settings.all();
        Settings next = before.with(SipSettings.current(configuration, LOG::debug), LOG::error);
        settings.take(opened.edited(before, next, configuration));
        advise();
        dns.forget();
        routes.forget();
        congestion.forget();
        outage.forget();
        unlocated.look();
    }

    private void advise() {
        Advice.on(settings.all(), proxyAddresses::areOurs).ifPresent(LOG::warn);
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

    /** Sends what others ask for. */
    SipClient client() {
        return client;
    }

    /** Sends one request to many. */
    SipFanOut fanOut() {
        return fanOut;
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
    void bindMessages(MessageHandler service) {
        messageHandlers.arrived(service);
    }

    void unbindMessages(MessageHandler service) {
        messageHandlers.left(service);
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
