package imc.control.internal;

import imc.api.health.Health;
import imc.api.health.HealthSource;
import imc.api.health.ServerHealth;
import imc.api.health.ServerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the server is, of what its components are and what its bundles say. */
@Component(service = {ServerHealth.class, CurrentHealth.class})
public final class CurrentHealth implements ServerHealth {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentHealth.class);

    private final Supplier<Assessment> assessment;
    private final BooleanSupplier hasBeenReady;
    private final Supplier<Optional<String>> left;
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    final List<HealthSource> sources = new CopyOnWriteArrayList<>();

    @Activate
    public CurrentHealth(@Reference Readiness readiness, @Reference Drain drain) {
        this(readiness::assess, readiness::hasBeenReady, drain::left);
    }

    /** @param left what is in flight since the end has begun; empty before that */
    CurrentHealth(Supplier<Assessment> assessment, BooleanSupplier hasBeenReady, Supplier<Optional<String>> left) {
        this.assessment = assessment;
        this.hasBeenReady = hasBeenReady;
        this.left = left;
    }

    @Override
    public Health now() {
        Optional<String> inFlight = left.get();
        if (inFlight.isPresent()) {
            return new Health(ServerState.DRAINING, List.of(inFlight.get().isEmpty() ? "the server is stopping"
                    : "what was taken is brought to its end: " + inFlight.get()));
        }
        Assessment now = assessment.get();
        if (!now.isReady() && !hasBeenReady.getAsBoolean()) {
            return new Health(ServerState.STARTING, now.hasFailed() ? now.failures() : now.waits());
        }
        List<String> missing = new ArrayList<>(now.failures());
        missing.addAll(now.waits());
        sources.forEach(source -> add(source, missing));
        return new Health(missing.isEmpty() ? ServerState.READY : ServerState.DEGRADED, missing);
    }

    private static void add(HealthSource source, List<String> missing) {
        try {
            missing.addAll(source.missing());
        } catch (Throwable e) { // it is anybody's
            LOG.debug("{} cannot say what is missing", source.getClass().getName(), e);
            missing.add(source.getClass().getName() + " cannot say what is missing: " + e);
        }
    }
}
