package imc.script.internal;

import org.jspecify.annotations.Nullable;

/** A timer's route cannot go on: says which, in which file, where there, and why, and no class of this bundle. */
final class TimerRouteException extends Exception {

    private static final long serialVersionUID = 1L;

    TimerRouteException(String what, @Nullable Throwable cause) {
        // Where it stands in the script matters, and not where in this bundle.
        super(what, cause, false, false);
    }

    /** For whoever tells of failures by this. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
