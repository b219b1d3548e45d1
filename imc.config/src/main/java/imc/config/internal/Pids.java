package imc.config.internal;

import imc.api.config.ConfigurationCheck;
import java.util.List;

/** The configurations that the bundles of a server take, and how their values are checked. */
interface Pids {

    /** All, in alphabetical order. */
    List<Pid> all();

    /** Which bundles there are: not equal to the one before after any has come, gone, or been updated or refreshed. */
    default Object state() {
        return "";
    }

    /** The {@link #state} of what {@link #all} has given last; another one where a bundle could not be read then. */
    default Object stateRead() {
        return state();
    }

    /** What the bundles that take this PID have to check its values by, each those of its own keys; may be empty. */
    List<ConfigurationCheck> checks(String pid);
}
