package imc.mi.health.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.health.Health;
import imc.api.health.ServerHealth;
import imc.api.health.ServerState;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ServerCheckTest {

    private final ServerCheck check = new ServerCheck();

    @Test
    @DisplayName("each state of the server has a status of its own, and its reasons are told")
    void states() {
        Map.of(ServerState.STARTING, Status.TEMPORARILY_UNAVAILABLE, ServerState.READY, Status.OK,
                ServerState.DEGRADED, Status.CRITICAL, ServerState.DRAINING, Status.TEMPORARILY_UNAVAILABLE)
                .forEach((state, status) -> {
                    check.setHealth(() -> new Health(state, List.of("this is why")));
                    Result result = check.execute();
                    assertEquals(status, result.getStatus(), state.name());
                    assertTrue(result.toString().contains("this is why"), result.toString());
                });
    }

    @Test
    @DisplayName("where nobody can say how the server is, it is not ready; one that goes is not another that has come")
    void nobody() {
        assertEquals(Status.TEMPORARILY_UNAVAILABLE, check.execute().getStatus());
        ServerHealth before = () -> new Health(ServerState.DEGRADED, List.of("it is old"));
        ServerHealth after = () -> new Health(ServerState.READY, List.of());
        check.setHealth(before);
        check.setHealth(after);
        check.unsetHealth(before);
        assertEquals(Status.OK, check.execute().getStatus());
        check.unsetHealth(after);
        assertEquals(Status.TEMPORARILY_UNAVAILABLE, check.execute().getStatus());
    }
}
