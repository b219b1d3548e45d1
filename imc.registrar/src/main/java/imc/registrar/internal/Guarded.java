package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.sip.SipGuard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what was registered while nobody was asked who he is, as soon as somebody asks: it may be anybody's, and would hear
 * what its user is told. Who knows the password registers again.
 */
@Component(service = Guarded.class, immediate = true)
public final class Guarded {

    private static final Logger LOG = LoggerFactory.getLogger(Guarded.class);

    private final LocationTable table;
    private final Durability durability;
    private SipGuard guard;

    @Activate
    public Guarded(@Reference LocationTable table, @Reference Durability durability) {
        this.table = table;
        this.durability = durability;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindGuard(SipGuard arrived) {
        guard = arrived;
        boolean isAsked = arrived.filter().isPresent();
        table.asked(isAsked);
        if (isAsked) {
            table.worker().execute(this::end);
        }
    }

    synchronized void unbindGuard(SipGuard leaving) {
        if (guard == leaving) {
            guard = null;
            table.asked(false);
        }
    }

    /** What does not count any more. */
    void end() {
        Set<SipAddress> users = new HashSet<>();
        table.forEach((user, binding) -> {
            if (!table.ruids().counts(binding.ruid())) {
                users.add(user);
            }
        });
        List<String> ended = new ArrayList<>();
        users.forEach(user -> ended.addAll(
                table.remove(user, binding -> !table.ruids().counts(binding.ruid())).urgent()));
        if (!users.isEmpty()) {
            LOG.info("{} users are registered no more, who have registered while nobody was asked for a password (auth in"
                    + " imc.auth); they have to again", users.size());
            durability.write(ended);
        }
    }
}
