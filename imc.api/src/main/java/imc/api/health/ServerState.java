package imc.api.health;

/** How the server is. */
public enum ServerState {
    /** It has not been ready yet. */
    STARTING,
    /** It does all that it is for. */
    READY,
    /** It runs, and something that it needs is missing: part of its work is refused, or in vain. */
    DEGRADED,
    /** It is about to end: nothing new is taken, and what was taken is brought to its end. */
    DRAINING
}
