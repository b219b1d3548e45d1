package imc.mi.health.internal;

import imc.api.health.Health;
import imc.api.health.ServerHealth;
import imc.api.health.ServerState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.ResultLog;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The server's own state, which is what {@code bin/imc status} tells; ready is OK. */
@Component(service = HealthCheck.class,
        property = {HealthCheck.NAME + "=server", HealthCheck.TAGS + "=ready"})
public final class ServerCheck implements HealthCheck {

    private static final Map<ServerState, Status> STATUS = Map.of(
            ServerState.STARTING, Status.TEMPORARILY_UNAVAILABLE, ServerState.READY, Status.OK,
            ServerState.DEGRADED, Status.CRITICAL, ServerState.DRAINING, Status.TEMPORARILY_UNAVAILABLE);

    private volatile @Nullable ServerHealth health;

    /** Starts without; Declarative Services sets it. */
    @Activate
    public ServerCheck() {
        // nobody can say yet
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setHealth(ServerHealth one) {
        health = one;
    }

    void unsetHealth(ServerHealth one) {
        if (one.equals(health)) {
            health = null;
        }
    }

    @Override
    public Result execute() {
        ServerHealth one = health;
        if (one == null) {
            return new Result(Status.TEMPORARILY_UNAVAILABLE, "nobody can say how the server is");
        }
        Health now = one.now();
        Status status = Optional.ofNullable(STATUS.get(now.state())).orElse(Status.HEALTH_CHECK_ERROR);
        List<String> says = now.reasons().isEmpty() ? List.of("the server is " + word(now.state())) : now.reasons();
        ResultLog log = new ResultLog();
        says.forEach(reason -> log.add(new ResultLog.Entry(status, reason)));
        return new Result(log);
    }

    private static String word(ServerState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
