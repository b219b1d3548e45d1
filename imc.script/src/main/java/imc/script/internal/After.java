package imc.script.internal;

import imc.script.internal.eval.Clock;
import imc.script.internal.eval.Failure;
import imc.script.internal.program.Block.Kind;
import imc.script.internal.program.Program;
import imc.script.internal.run.Facts;
import imc.script.internal.run.Run;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Runs what the script does when nobody waits for an answer: after an event, or at a moment.
 *
 * @param program in force
 * @param clocks  make that of a run
 */
record After(Supplier<Program> program, Supplier<Clock> clocks, Told told) {

    /**
     * Runs a route, where the script that is in force has it.
     *
     * @return completes normally, at once or later, with what has gone wrong
     */
    CompletionStage<Optional<Failure>> run(Kind kind, String name, Map<String, String> facts) {
        Program now = program.get();
        return now.block(kind, name).map(block -> new Run(now, new Facts(facts), clocks.get(),
                what -> told.say("Routes: " + what, null)).start(block).thenApply(Run.Ending::failure))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }
}
