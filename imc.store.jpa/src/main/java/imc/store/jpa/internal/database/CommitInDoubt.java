package imc.store.jpa.internal.database;

/** A transaction failed when all that was left was its commit: what it did may be there, or not. */
public final class CommitInDoubt extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommitInDoubt(Throwable cause) {
        super(cause);
    }
}
