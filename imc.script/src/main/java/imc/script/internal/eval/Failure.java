package imc.script.internal.eval;

import imc.script.internal.text.Position;
import org.jspecify.annotations.Nullable;

/** A script cannot go on. */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;

    private final int status;

    private Failure(int status, String why, @Nullable Throwable cause) {
        // Where it stands in the script matters, and not where in this bundle.
        super(why, cause, false, false);
        this.status = status;
    }

    /** Something is wrong with the script, or with what it calls. */
    public static Failure of(String why, @Nullable Throwable cause) {
        return new Failure(FAILED, why, cause);
    }

    /** Something is missing that will be back. */
    public static Failure missing(String what) {
        return new Failure(UNAVAILABLE, what, null);
    }

    /** This, with where it happened. */
    public Failure at(Position position) {
        return new Failure(status, position + ": " + getMessage(), getCause());
    }

    /** How the request is answered. */
    public int status() {
        return status;
    }
}
