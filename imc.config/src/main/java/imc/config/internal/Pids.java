package imc.config.internal;

import imc.api.config.ConfigurationCheck;
import java.util.List;
import java.util.Optional;

/** The configurations that the bundles of a server take, and how their values are checked. */
interface Pids {

    /** All, in alphabetical order. */
    List<Pid> all();

    /** What the bundle that takes this PID has to check its values by. */
    Optional<ConfigurationCheck> check(String pid);
}
