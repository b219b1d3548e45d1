package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.config.Settings;
import imc.api.location.LocationListener;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipRequest;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.api.transport.RoomAddresses;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers REGISTER as RFC 3261 §10.3 says, for any domain. Whether somebody may send one was decided before. */
@Component(configurationPid = RegistrarSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true,
        service = {SipRequestHandler.class, StatisticSource.class},
        property = {SipRequestHandler.METHOD + "=REGISTER", SipRequestHandler.OPTION_TAG + "=" + PathHeader.TAG,
            SipRequestHandler.OPTION_TAG + "=" + Gruu.TAG, SipRequestHandler.OPTION_TAG + "=" + OutboundSupport.TAG})
@Designate(ocd = RegistrarConfiguration.class)
public final class Registrar implements SipRequestHandler, StatisticSource {

    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);
    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final LocationTable table;
    private final Durability durability;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder failedListeners = new LongAdder();
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicBoolean toldOfListener = new AtomicBoolean();
    private final InstantSource date;
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    final List<LocationListener> listeners = new CopyOnWriteArrayList<>();
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    final List<RoomAddresses> rooms = new CopyOnWriteArrayList<>();
    private volatile Settings settings = RegistrarSettings.initial();

    /** Starts with a configuration; what is wrong in it is logged, and the initial value taken. */
    @Activate
    public Registrar(@Reference LocationTable table, @Reference Durability durability,
            Map<String, Object> configuration) {
        this(table, durability, InstantSource.system(), configuration);
    }

    /** @param date what the Date header tells, and nothing else is measured by */
    Registrar(LocationTable table, Durability durability, InstantSource date, Map<String, Object> configuration) {
        this.table = table;
        this.durability = durability;
        this.date = date;
        configure(configuration);
    }

    /** Takes a changed configuration; what is wrong in it is logged, and the value before it stays in force. */
    @Modified
    void configure(Map<String, Object> configuration) {
        settings = RegistrarSettings.after(settings, configuration, LOG::error);
    }

    /** Waits for nothing but what a store has to read or to write. */
    @Override
    public CompletionStage<Optional<SipResponse>> answer(SipRequest request) {
        if (!request.method().equals("REGISTER")) {
            return SipRequestHandler.pass();
        }
        CompletableFuture<Void> ready = durability.ready();
        return ready.isDone() ? answered(request) : ready.thenCompose(known -> answered(request));
    }

    private CompletionStage<Optional<SipResponse>> answered(SipRequest request) {
        try {
            return registered(request);
        } catch (Refused e) {
            rejected.increment();
            LOG.debug("REGISTER from {} refused: {}", request.source(), e.getMessage());
            return SipRequestHandler.now(e.answer());
        } catch (Throwable e) { // the thread receives for everybody, and the client wants an answer
            failed.increment();
            if (told.compareAndSet(false, true)) {
                LOG.error("A REGISTER from {} could not be processed; it is answered 500. Further ones are counted only"
                        + " (failed_regs)", request.source(), e);
            }
            return SipRequestHandler.now(SipResponse.of(500));
        }
    }

    private CompletionStage<Optional<SipResponse>> registered(SipRequest request) throws Refused {
        Settings inForce = settings;
        Registration registration = Registration.of(request, inForce);
        if (!rooms.stream().allMatch(source -> source.canBeUser(registration.user()))) {
            throw Refused.notFound(registration.user() + " is no user");
        }
        long now = table.now();
        if (registration.isQuery()) {
            accepted.increment();
            return SipRequestHandler.now(listing(registration, table.bindings(registration.user(), now), now));
        }
        Occupancy.Bounds bounds = new Occupancy.Bounds(inForce.get(RegistrarSettings.MAX_USER_BYTES),
                inForce.get(RegistrarSettings.MAX_SOURCE_BYTES), inForce.get(RegistrarSettings.MAX_BYTES));
        LocationTable.Changed changed = table.change(registration.user(), now, registration.source(),
                inForce.get(RegistrarSettings.MAX_AORS), bounds,
                current -> registration.appliedTo(current, now, table.ruids()));
        LOG.debug("{} is registered at {}", registration.user(), changed.bindings());
        SipResponse answer = listing(registration, changed.bindings(), now);
        CompletableFuture<Void> written =
                changed.urgent().isEmpty() ? NOTHING : durability.write(changed.urgent());
        return written.isDone() ? SipRequestHandler.now(accepted(registration, changed, answer))
                : written.thenApply(none -> Optional.of(accepted(registration, changed, answer)));
    }

    private SipResponse accepted(Registration registration, LocationTable.Changed changed, SipResponse answer) {
        accepted.increment();
        if (!listeners.isEmpty() && changed.bindings().stream().anyMatch(registration::hasMade)) {
            listeners.forEach(listener -> tell(listener, registration.user()));
        }
        return answer;
    }

    private void tell(LocationListener listener, SipAddress user) {
        try {
            listener.registered(user);
        } catch (Throwable e) { // somebody else's code: the registration is as good, and others want to know of it
            failedListeners.increment();
            if (toldOfListener.compareAndSet(false, true)) {
                LOG.error("{} failed over a registration; further ones are counted only (failed_listeners)",
                        listener.getClass().getName(), e);
            }
        }
    }

    /** All bindings there are now, also those that the request did not mention (RFC 3261 §10.3 step 8). */
    private SipResponse listing(Registration registration, List<Binding> bindings, long now) {
        List<SipHeaders.Field> fields = new ArrayList<>();
        bindings.forEach(binding -> fields.add(new SipHeaders.Field("Contact", contact(registration, binding, now))));
        Placement placement = registration.placement();
        if (placement.outbound()) {
            fields.add(new SipHeaders.Field("Require", OutboundSupport.TAG));
            int flowTimer = settings.get(RegistrarSettings.FLOW_TIMER);
            if (flowTimer > 0 && placement.origin().isStream()) {
                fields.add(new SipHeaders.Field("Flow-Timer", Integer.toString(flowTimer)));
            }
        }
        if (registration.wantsGruu()) {
            fields.add(new SipHeaders.Field("Supported", Gruu.TAG));
        }
        // The client is shown the path of its request again (RFC 3327 §5.3).
        List<String> path = registration.isQuery() ? List.of() : placement.path();
        if (!path.isEmpty()) {
            fields.add(new SipHeaders.Field("Supported", PathHeader.TAG));
        }
        path.forEach(proxy -> fields.add(new SipHeaders.Field("Path", proxy)));
        fields.add(new SipHeaders.Field("Date", SipHeaders.date(date.instant())));
        return new SipResponse(200, null, new SipHeaders(fields));
    }

    private static String contact(Registration registration, Binding binding, long now) {
        String header = binding.contactHeader(now);
        return !registration.wantsGruu() ? header : header + Gruu.of(registration.user(), binding.place().instance())
                .map(gruu -> ";pub-gruu=\"" + gruu + '"').orElse("");
    }

    @Override
    public String group() {
        return "registrar";
    }

    @Override
    public List<Statistic> statistics() {
        return List.of(
                Statistic.counter("accepted_regs", "REGISTER requests answered 200", accepted.sum()),
                Statistic.counter("rejected_regs", "REGISTER requests refused", rejected.sum()),
                Statistic.counter("failed_regs", "REGISTER requests answered 500 because of a fault of the server's",
                        failed.sum()),
                Statistic.counter("failed_listeners", "Listeners that failed over a registration",
                        failedListeners.sum()),
                Statistic.gauge("unwritten_contacts", "Contacts that no store has as they are",
                        durability.unwritten()));
    }
}
