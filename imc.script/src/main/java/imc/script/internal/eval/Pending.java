package imc.script.internal.eval;

import java.util.concurrent.CompletionStage;

/** A function will answer later: the evaluation of which it is a part ends here, and begins again then. */
public final class Pending extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CompletionStage<Integer> stage;

    Pending(CompletionStage<Integer> stage) {
        super(null, null, false, false);
        this.stage = stage;
    }

    /** Completes with the function's return code. */
    public CompletionStage<Integer> stage() {
        return stage;
    }
}
