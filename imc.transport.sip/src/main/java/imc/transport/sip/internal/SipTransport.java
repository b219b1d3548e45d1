package imc.transport.sip.internal;

import imc.api.ImcManager;
import imc.api.config.Settings;
import imc.api.location.Location;
import imc.api.sip.SipRequestHandler;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.api.transport.Broadcast;
import imc.api.transport.DeliveryListener;
import imc.api.transport.Transport;
import imc.transport.sip.internal.config.Configuration;
import imc.transport.sip.internal.config.ListeningAddress;
import imc.transport.sip.internal.config.NameServer;
import imc.transport.sip.internal.config.TransportSettings;
import imc.transport.sip.internal.dns.Dns;
import imc.transport.sip.internal.stack.Listening;
import imc.transport.sip.internal.stack.ListeningPoint;
import imc.transport.sip.internal.tls.Tls;
import imc.transport.sip.internal.tls.TlsException;
import imc.transport.sip.internal.tls.TlsKeys;
import imc.transport.sip.internal.uac.Aging;
import imc.transport.sip.internal.uac.Backlogs;
import imc.transport.sip.internal.uac.Congestion;
import imc.transport.sip.internal.uac.FanOut;
import imc.transport.sip.internal.uac.Lanes;
import imc.transport.sip.internal.uac.Limits;
import imc.transport.sip.internal.uac.Names;
import imc.transport.sip.internal.uac.NextHops;
import imc.transport.sip.internal.uac.Whereabouts;
import imc.transport.sip.internal.uas.Admission;
import imc.transport.sip.internal.uas.Messages;
import imc.transport.sip.internal.uas.Methods;
import imc.transport.sip.internal.uas.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
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
@Component(service = {Transport.class, StatisticSource.class}, configurationPid = TransportSettings.PID,
        immediate = true)
@Designate(ocd = Configuration.class)
public final class SipTransport implements Transport, StatisticSource {

    private static final Logger LOG = LoggerFactory.getLogger(SipTransport.class);
    private static final int T1_MS = 500;
    private static final int DRAIN_MS = 2000;

    private final AtomicReference<ImcManager> manager = new AtomicReference<>();
    private final AtomicReference<Settings> settings = new AtomicReference<>();
    private final AtomicReference<Tls> tls = new AtomicReference<>();
    private final Whereabouts whereabouts = new Whereabouts(System::nanoTime);
    private final Methods methods = new Methods(System::nanoTime);
    private final Admission admission;
    private final Figures figures = new Figures();
    private final Lanes lanes = new Lanes();
    private final Dns dns;
    private final Names names;
    private final Listening listening;
    private final Backlogs backlogs;
    private final Congestion congestion;
    private final FanOut fanOut;
    private final Incoming incoming;

    /** Makes everything ready; nothing is opened yet. */
    @Activate
    public SipTransport(Map<String, Object> configuration) {
        this(configuration, T1_MS, Limits.USUAL);
    }

    /**
     * @param t1     Timer T1 in milliseconds
     * @param limits how much may be on its way
     */
    SipTransport(Map<String, Object> configuration, int t1, Limits limits) {
        settings.set(TransportSettings.initial().with(
                TransportSettings.current(configuration, LOG::warn), LOG::error));
        Unexpected unexpected = new Unexpected(figures);
        listening = new Listening(() -> settings.get().get(TransportSettings.TCP_MAX_CONNECTIONS),
                () -> settings.get().get(TransportSettings.UDP_GSO), tls::get, unexpected::add);
        NextHops nextHops = new NextHops(() -> settings.get().get(TransportSettings.OUTBOUND_PROXY),
                whereabouts::contacts);
        dns = new Dns(this::dnsChoice, listening, Duration.ofMillis(64L * t1), System::nanoTime);
        names = new Names(dns, listening);
        backlogs = new Backlogs(limits, System::nanoTime);
        congestion = new Congestion(limits, System::nanoTime);
        Aging aging = new Aging();
        aging.add(whereabouts::age);
        aging.add(dns::age);
        aging.add(congestion::connections);
        fanOut = new FanOut(listening, nextHops, names, lanes, backlogs, congestion, figures, t1, aging,
                () -> settings.get().get(TransportSettings.EXTRA_HDRS).lines());
        admission = new Admission(fanOut::pending, limits.inFlight(), backlogs::holdUp,
                () -> congestion.connections() > 0);
        Messages messages = new Messages(settings::get, manager::get, admission, figures);
        Requests requests = new Requests(methods, messages, whereabouts::changed, figures);
        aging.add(requests::age);
        incoming = new Incoming(fanOut, requests, unexpected);
    }

    private Dns.Choice dnsChoice() {
        Settings now = settings.get();
        return new Dns.Choice(now.get(TransportSettings.DNS_SERVERS).stream().map(NameServer::address).toList(),
                Duration.ofMillis(now.get(TransportSettings.DNS_TIMEOUT)), now.get(TransportSettings.DNS_TRY_NAPTR),
                now.get(TransportSettings.USE_DNS_FAILOVER),
                Duration.ofSeconds(now.get(TransportSettings.DST_BLOCKLIST_EXPIRE)));
    }

    /**
     * Listens: not before the services that are there have been bound, so that the first request finds them.
     *
     * @throws IOException naming the address that cannot be opened; then no socket and no thread is left
     */
    @Activate
    void open() throws IOException {
        try {
            readKeysAtFirst();
            listening.listenAt(settings.get().get(TransportSettings.LISTEN), incoming);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Whoever does not listen on TLS can do without keys. */
    private void readKeysAtFirst() throws IOException {
        try {
            readKeys(settings.get());
        } catch (IOException e) {
            if (isSecure(settings.get())) {
                throw e;
            }
            LOG.error(e.getMessage());
        }
    }

    private static boolean isSecure(Settings settings) {
        return settings.get(TransportSettings.LISTEN).stream().anyMatch(ListeningAddress::isSecure);
    }

    /** Connections that are open keep the keys with which they began. */
    private void readKeys(Settings next) throws IOException {
        TlsKeys keys = TransportSettings.tlsKeys(next);
        try {
            if (keys.isSet()) {
                tls.set(Tls.of(keys));
            } else if (!isSecure(next)) {
                tls.set(null);
            } else {
                throw TlsException.missing();
            }
        } catch (TlsException e) {
            throw new IOException(TransportSettings.PID + ": " + e.getMessage(), e);
        }
    }

    /**
     * Takes over an edited configuration. Only listening points that change are opened and closed. What is known of
     * names is forgotten: where we listen counts in what was found, and whoever has mended a name need not wait.
     */
    @Modified
    synchronized void modified(Map<String, Object> configuration) {
        Settings before = settings.get();
        Settings next = before.with(TransportSettings.current(configuration, LOG::debug), LOG::error);
        try {
            readKeys(next);
        } catch (IOException e) {
            LOG.error("{}; the keys for TLS are what they were", e.getMessage());
        }
        try {
            listening.listenAt(next.get(TransportSettings.LISTEN), incoming);
        } catch (IOException e) {
            LOG.error("{}; the server listens at {} as before", e.getMessage(), listening);
        }
        settings.set(next);
        dns.forget();
        fanOut.forget();
        congestion.forget();
    }

    /**
     * Ends everything. New messages are answered 503; what was accepted is answered, sent, and sent again until it is
     * taken, for {@value #DRAIN_MS} ms at most and no longer than there is any. Then outcomes that are still open are
     * told, and no thread and no socket is left.
     */
    @Deactivate
    void deactivate() {
        admission.close();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MS);
        while ((admission.inProgress() > 0 || !lanes.isIdle() || fanOut.pending() > 0) && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        close();
    }

    private void close() {
        names.close();
        lanes.close();
        listening.close();
        lanes.awaitEnd();
        fanOut.close();
    }

    @Override
    public void send(Broadcast broadcast, DeliveryListener listener) {
        fanOut.send(broadcast, listener);
    }

    @Override
    public List<Statistic> statistics() {
        return figures.statistics(fanOut.pending(), backlogs.roomsHeldUp(), congestion.connections(),
                listening.points().stream().mapToInt(ListeningPoint::connections).sum());
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
    }

    void unbindLocation(Location service) {
        whereabouts.left(service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindHandler(SipRequestHandler handler, Map<String, Object> properties) {
        Object ranking = properties.get(Constants.SERVICE_RANKING);
        Object id = properties.get(Constants.SERVICE_ID);
        methods.add(handler, strings(properties.get(SipRequestHandler.METHOD)),
                ranking instanceof Integer number ? number : 0, id instanceof Long number ? number : 0);
    }

    void unbindHandler(SipRequestHandler handler) {
        methods.remove(handler);
    }

    private static List<String> strings(Object property) {
        if (property instanceof String one) {
            return List.of(one);
        }
        if (property instanceof String[] several) {
            return Arrays.asList(several);
        }
        return property instanceof Collection<?> several ? several.stream().map(String::valueOf).toList() : List.of();
    }
}
