package imc.script.internal.eval;

import imc.api.script.ScriptFunction;
import imc.api.script.ScriptSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * One evaluation of one expression. Where a function answers later, it ends ({@link Pending}), and begins again with
 * what was found out until then: so nothing is done twice, and no variable is read a second time. For one thread at a
 * time.
 */
public final class Evaluation {

    private final Scene scene;
    private final Clock clock;
    private final List<Object> known = new ArrayList<>();
    private int next;

    /** What an expression is evaluated in. */
    public interface Scene extends ScriptSubject {

        /** Calls a function with arguments that it takes. */
        CompletionStage<Integer> call(ScriptFunction function, List<String> arguments);

        /** A function has said that. */
        void returned(int code);
    }

    public Evaluation(Scene scene, Clock clock) {
        this.scene = scene;
        this.clock = clock;
    }

    ScriptSubject subject() {
        return scene;
    }

    Clock clock() {
        return clock;
    }

    /** From the beginning. */
    void begin() {
        next = 0;
    }

    /** What was found out before, or is now. */
    Object recall(Supplier<Object> finding) {
        if (next == known.size()) {
            clock.check();
            known.add(finding.get());
        }
        return known.get(next++);
    }

    /** A function that was waited for has answered. */
    public void answered(int code) {
        known.add(code);
        scene.returned(code);
    }

    int call(ScriptFunction function, List<String> arguments) {
        CompletionStage<Integer> stage = scene.call(function, arguments);
        var future = stage.toCompletableFuture();
        if (!future.isDone()) {
            throw new Pending(future);
        }
        int code = future.join();
        scene.returned(code);
        return code;
    }
}
