package imc.control.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.health.Health;
import imc.api.health.HealthSource;
import imc.api.health.ServerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CurrentHealthTest {

    private static final Assessment WELL = new Assessment(List.of(), List.of());

    private Assessment assessment = WELL;
    private boolean hasBeenReady;
    private Optional<String> left = Optional.empty();
    private final CurrentHealth health = new CurrentHealth(() -> assessment, () -> hasBeenReady, () -> left);

    private void is(ServerState state, String... reasons) {
        assertEquals(new Health(state, List.of(reasons)), health.now());
    }

    @Test
    @DisplayName("what is waited for is the start's until the server has been ready, and a lack ever after")
    void startingAndDegraded() {
        assessment = new Assessment(List.of(), List.of("there is no store"));
        is(ServerState.STARTING, "there is no store");
        assessment = new Assessment(List.of("a port is in use"), List.of("there is no store"));
        is(ServerState.STARTING, "a port is in use");
        assessment = WELL;
        is(ServerState.READY);
        hasBeenReady = true;
        is(ServerState.READY);
        assessment = new Assessment(List.of("a port is in use"), List.of("there is no store"));
        is(ServerState.DEGRADED, "a port is in use", "there is no store");
    }

    @Test
    @DisplayName("whoever knows of something that is missing makes it degraded until that is there, or he has gone")
    void sources() {
        hasBeenReady = true;
        List<String> missing = new ArrayList<>();
        HealthSource source = () -> missing;
        health.sources.add(source);
        is(ServerState.READY);
        missing.add("the proxy is away");
        is(ServerState.DEGRADED, "the proxy is away");
        health.sources.remove(source);
        is(ServerState.READY);
        HealthSource broken = new HealthSource() {
            @Override
            public List<String> missing() {
                throw new IllegalStateException("it has been closed");
            }
        };
        health.sources.add(broken);
        is(ServerState.DEGRADED, broken.getClass().getName()
                + " cannot say what is missing: java.lang.IllegalStateException: it has been closed");
    }

    @Test
    @DisplayName("on its way to the end it is draining, whatever else is missing")
    void draining() {
        assessment = new Assessment(List.of(), List.of("the framework is stopping"));
        hasBeenReady = true;
        left = Optional.of("copies=2");
        is(ServerState.DRAINING, "what was taken is brought to its end: copies=2");
        left = Optional.of("");
        is(ServerState.DRAINING, "the server is stopping");
    }
}
