package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.auth.UserListener;
import imc.api.sip.Flow;
import imc.api.sip.FlowListener;
import imc.api.sip.SipGuard;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends registrations that do not count any more: over a connection that has ended (RFC 5626 §6); of a user who has been
 * taken away, or has another password; and, as soon as somebody asks who sends, what was registered by whom nobody had
 * asked, which may be anybody's. Who knows the password registers again.
 */
@Component(immediate = true)
public final class Revocation implements UserListener, FlowListener {

    private static final Logger LOG = LoggerFactory.getLogger(Revocation.class);

    private final LocationTable table;
    private final Durability durability;
    private SipGuard guard;

    @Activate
    public Revocation(@Reference LocationTable table, @Reference Durability durability) {
        this.table = table;
        this.durability = durability;
    }

    @Override
    public void revoked(SipAddress user) {
        durability.write(table.remove(user, binding -> true).urgent());
    }

    @Override
    public void ended(Flow flow) {
        table.ended(flow.id());
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindGuard(SipGuard arrived) {
        guard = arrived;
        boolean isAsked = arrived.filter().isPresent();
        table.asked(isAsked);
        if (isAsked) {
            table.worker().execute(this::endUnasked);
        }
    }

    synchronized void unbindGuard(SipGuard leaving) {
        if (guard == leaving) {
            guard = null;
            table.asked(false);
        }
    }

    private void endUnasked() {
        long ended = table.count(table.now())[1];
        List<String> urgent = new ArrayList<>();
        for (SipAddress user : table.all(table.now()).keySet()) {
            urgent.addAll(table.remove(user, binding -> !table.ruids().counts(binding.ruid())).urgent());
        }
        ended -= table.count(table.now())[1];
        durability.write(urgent);
        if (ended > 0) {
            LOG.info("{} contacts end that were registered while nobody was asked for a password (auth in imc.auth)",
                    ended);
        }
    }
}
