package imc.sip.internal;

import imc.api.config.Settings;
import imc.api.location.Location;
import imc.api.service.Offers;
import imc.api.sip.Flow;
import imc.api.sip.FlowListener;
import imc.api.sip.MessageHandler;
import imc.api.sip.SipClient;
import imc.api.sip.SipFanOut;
import imc.api.sip.SipFilter;
import imc.api.sip.SipGuard;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipRoute;
import imc.api.sip.SourceLimit;
import imc.api.sip.TransportLayer;
import imc.api.statistics.Histogram;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.sip.internal.config.Advice;
import imc.sip.internal.config.Configuration;
import imc.sip.internal.config.SipSettings;
import imc.sip.internal.fanout.Limits;
import imc.sip.internal.figures.Aging;
import imc.sip.internal.figures.Faults;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.listen.Listening;
import imc.sip.internal.listen.ListeningPoint;
import imc.sip.internal.message.MessageHandlers;
import imc.sip.internal.message.MessageReader;
import imc.sip.internal.message.Messages;
import imc.sip.internal.server.Filters;
import imc.sip.internal.server.Methods;
import imc.sip.internal.server.Refusals;
import imc.sip.internal.server.Requests;
import imc.sip.internal.server.SourceLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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

/** SIP: listens, takes requests to whoever answers them, and sends. {@link Offered} offers what others need of it. */
@Component(service = {SipStack.class, StatisticSource.class}, configurationPid = SipSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true)
@Designate(ocd = Configuration.class)
public final class SipStack implements StatisticSource {

    private static final Logger LOG = LoggerFactory.getLogger(SipStack.class);

    private final InForce settings;
    private final Figures figures = new Figures();
    private final Faults faults = new Faults(figures);
    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    volatile List<SourceLimit> limits = List.of();
    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    volatile List<SipRoute> routes = List.of();
    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    volatile List<SipFilter> filters = List.of();
    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    volatile List<FlowListener> flowListeners = List.of();
    private final Filters entrance = new Filters(() -> this.filters);
    private final Methods methods;
    private final MessageHandlers messageHandlers;
    private final Listening listening;
    private final Outbound outbound;
    private final Opened opened;
    private final Requests requests;
    private volatile boolean givenUp;

    /** Makes everything ready; nothing is opened yet. */
    @Activate
    public SipStack(Map<String, Object> configuration, BundleContext context) {
        this(configuration, Outbound.T1, Limits.USUAL, System::nanoTime, new Offers(context, Location.class)::isThere);
        entrance.expectGuard(new Offers(context, SipGuard.class).isThere());
        requests.expectRoutes(new Offers(context, SipRoute.class)::isAway);
    }

    /**
     * @param t1       Timer T1 in milliseconds
     * @param limits   how much may be on its way
     * @param nanoTime as {@link System#nanoTime()}
     * @param locationExpected whether a bundle is installed that offers a location service
     */
    SipStack(Map<String, Object> configuration, int t1, Limits limits, LongSupplier nanoTime,
            BooleanSupplier locationExpected) {
        settings = new InForce(SipSettings.initial().with(SipSettings.current(configuration, LOG::warn), LOG::error));
        methods = new Methods(nanoTime);
        messageHandlers = new MessageHandlers(nanoTime);
        Consumer<Throwable> unexpected = e -> faults.add("A message could not be processed; it was dropped", "", e);
        KeysInForce tls = new KeysInForce(figures);
        listening = new Listening(settings.connectionLimits(this::isProxy, nanoTime),
                () -> settings.get(SipSettings.UDP_GSO), tls, unexpected);
        Aging aging = new Aging();
        outbound = new Outbound(settings, listening, t1, limits, nanoTime, locationExpected, figures, aging);
        MessageReader reader = new MessageReader(() -> settings.get(SipSettings.IDENTITY), outbound::isKnown,
                () -> settings.get(SipSettings.COPY_TO_OWN_DEVICES));
        requests = new Requests(entrance, () -> this.routes, methods, new Messages(reader, messageHandlers,
                outbound.admission(), figures), outbound::registered, new Refusals(figures), figures, nanoTime);
        List.<Runnable>of(requests::age, tls::look).forEach(aging::add);
        listening.tellEnded(this::ended);
        opened = new Opened(listening, tls, new Incoming(new SourceLimits(() -> this.limits, figures),
                outbound.transactions(), requests, outbound.wire(), figures, unexpected));
    }

    /** Whatever one of those throws who are told of a flow's end, the others hear of it, too. */
    private void ended(Flow flow) {
        for (FlowListener listener : flowListeners) {
            try {
                listener.ended(flow);
            } catch (Throwable e) { // the calling thread serves other connections
                faults.add("Telling that a flow has ended failed: {}",
                        listener.getClass().getName() + " for " + flow, e);
            }
        }
    }

    private boolean isProxy(InetAddress address) {
        return outbound.isProxy(address);
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
            outbound.close();
            throw e;
        }
    }

    @Modified
    synchronized void modified(Map<String, Object> configuration) {
        Settings before = settings.all();
        Settings next = before.with(SipSettings.current(configuration, LOG::debug), LOG::error);
        settings.take(opened.edited(before, next, configuration));
        advise();
        outbound.edited();
    }

    /** Of the bundle; nothing outside of a framework. */
    private static String version() {
        Bundle bundle = FrameworkUtil.getBundle(SipStack.class);
        return bundle == null ? "" : bundle.getVersion().toString();
    }

    private void advise() {
        Advice.on(settings.all(), proxy -> outbound.isOurselves(proxy)
                || Advice.isListenedAt(proxy, settings.get(SipSettings.LISTEN))).ifPresent(LOG::warn);
    }

    /**
     * Ends everything. What is new is answered 503; what was accepted is answered and sent until it is taken, or given
     * up, for {@value Outbound#DRAIN_MS} ms at most. Then open outcomes are told, and no thread and no socket is left.
     */
    @Deactivate
    void deactivate() {
        opened.end();
        String listened = listening.toString();
        refuseNew();
        outbound.drain(() -> givenUp);
        outbound.close();
        LOG.info("SIP transport {} has stopped; it listened at {}", version(), listened);
    }

    /** Answers whatever is new with 503 from now on. */
    void refuseNew() {
        outbound.admission().close();
    }

    /** How many of what is in flight: in, out, or with somebody who answers. */
    Map<String, Long> inFlight() {
        return outbound.inFlight(requests.waiting());
    }

    /** Whatever is in flight is not waited for at the end. */
    void giveUp() {
        givenUp = true;
    }

    List<String> missing() {
        return Stream.of(opened.unopened().stream(), entrance.missing().stream(), outbound.missing().stream())
                .flatMap(all -> all).toList();
    }

    SipClient client() {
        return outbound.client();
    }

    TransportLayer layer() {
        return outbound.wire();
    }

    Methods methods() {
        return methods;
    }

    SipFanOut fanOut() {
        return outbound.fanOut();
    }

    @Override
    public String group() {
        return "sip";
    }

    @Override
    public List<Statistic> statistics() {
        return outbound.statistics(figures);
    }

    @Override
    public List<Histogram> histograms() {
        return figures.histograms();
    }

    /** What the configuration asks for and could not be done, one sentence each. */
    List<String> notInForce() {
        return opened.refused();
    }

    /** Run whenever who guards the server makes {@link #listeningPoints} or {@link #notInForce} say something else. */
    void tellReopened(Runnable listener) {
        opened.tellReopened(listener);
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
        outbound.arrived(service);
    }

    void unbindLocation(Location service) {
        outbound.left(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindGuard(SipGuard guard) {
        entrance.guardedBy(guard);
        opened.guardedBy(guard, settings.all());
    }

    void unbindGuard(SipGuard guard) {
        entrance.unguarded(guard);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindHandler(SipRequestHandler handler, Map<String, Object> properties) {
        methods.add(handler, properties);
    }

    void unbindHandler(SipRequestHandler handler) {
        methods.remove(handler);
    }
}
