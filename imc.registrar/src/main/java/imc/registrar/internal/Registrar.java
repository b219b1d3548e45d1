package imc.registrar.internal;

import imc.api.config.Settings;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipRequest;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers REGISTER as RFC 3261 §10.3 says, for any domain and without asking for a password. */
@Component(configurationPid = RegistrarSettings.PID, immediate = true,
        service = {SipRequestHandler.class, StatisticSource.class},
        property = SipRequestHandler.METHOD + "=REGISTER")
@Designate(ocd = RegistrarConfiguration.class)
public final class Registrar implements SipRequestHandler, StatisticSource {

    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);
    /** SIP-date, whose day always has two digits (RFC 3261 §25.1). */
    private static final DateTimeFormatter SIP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final LocationTable table;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private volatile Settings settings = RegistrarSettings.initial();

    /** Starts with a configuration; what is wrong in it is logged, and the initial value taken. */
    @Activate
    public Registrar(@Reference LocationTable table, Map<String, Object> configuration) {
        this.table = table;
        configure(configuration);
    }

    /** Takes a changed configuration; what is wrong in it is logged, and the value before it stays in force. */
    @Modified
    void configure(Map<String, Object> configuration) {
        settings = RegistrarSettings.after(settings, configuration, LOG::error);
    }

    @Override
    public Optional<SipResponse> answer(SipRequest request) {
        if (!request.method().equals("REGISTER")) {
            return Optional.empty();
        }
        try {
            Registration registration = Registration.of(request);
            Instant now = table.now();
            List<Binding> bindings = registration.isQuery()
                    ? table.bindings(registration.user(), now)
                    : changed(registration, now);
            accepted.increment();
            return Optional.of(new SipResponse(200, null, listing(bindings, now)));
        } catch (Refused e) {
            rejected.increment();
            LOG.debug("REGISTER from {} refused: {}", request.source(), e.getMessage());
            return Optional.of(e.answer());
        }
    }

    private List<Binding> changed(Registration registration, Instant now) throws Refused {
        Settings inForce = settings;
        List<Binding> bindings = table.change(registration.user(), now, inForce.get(RegistrarSettings.MAX_AORS),
                current -> registration.appliedTo(current, now, inForce));
        LOG.debug("{} is registered at {}", registration.user(), bindings);
        return bindings;
    }

    /** All bindings there are now, also those that the request did not mention (RFC 3261 §10.3 step 8). */
    private static SipHeaders listing(List<Binding> bindings, Instant now) {
        SipHeaders headers = SipHeaders.NONE;
        for (Binding binding : bindings) {
            headers = headers.with("Contact", binding.contactHeader(now));
        }
        return headers.with("Date", SIP_DATE.format(now));
    }

    @Override
    public List<Statistic> statistics() {
        return List.of(
                Statistic.counter("accepted_regs", "REGISTER requests answered 200", accepted.sum()),
                Statistic.counter("rejected_regs", "REGISTER requests refused", rejected.sum()));
    }
}
