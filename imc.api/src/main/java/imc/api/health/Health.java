package imc.api.health;

import java.util.List;
import java.util.Objects;

/**
 * How the server is at one moment.
 *
 * @param state   in one word
 * @param reasons why it is not ready, one sentence each, without a full stop; empty where it is
 */
public record Health(ServerState state, List<String> reasons) {

    public Health {
        Objects.requireNonNull(state, "state");
        reasons = List.copyOf(reasons);
    }
}
