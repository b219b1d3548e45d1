package imc.script.internal;

import imc.api.sip.SipResponse;
import imc.api.sip.SipRoute;
import imc.script.internal.eval.Clock;
import imc.script.internal.eval.Failure;
import imc.script.internal.program.Block;
import imc.script.internal.program.Program;
import imc.script.internal.run.Run;
import imc.script.internal.run.Source;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Has the request route of the program that is in force decide what becomes of requests. */
final class Routing implements SipRoute {

    private static final SipResponse UNAVAILABLE = SipResponse.of(503).with("Retry-After", "5");

    private final Supplier<Program> program;
    private final Supplier<Clock> clocks;
    private final Told told;

    /**
     * @param program in force; one without a request route while there is one that cannot be read
     * @param clocks  make that of a request
     */
    Routing(Supplier<Program> program, Supplier<Clock> clocks, Told told) {
        this.program = program;
        this.clocks = clocks;
        this.told = told;
    }

    @Override
    public CompletionStage<Decision> route(Routed request) {
        Program now = program.get();
        Block route = now.request().orElse(null);
        if (route == null) {
            return CompletableFuture.completedFuture(Decision.answered(UNAVAILABLE));
        }
        Run run = new Run(now, Source.of(request), clocks.get(), what -> told.say("Routes: " + what, null));
        return run.start(route).thenApply(ending -> {
            ending.failure().ifPresent(failure -> told.say("Routes: " + failure.getMessage(), failure.getCause()));
            return run.decision(ending).orElseGet(() -> Decision.answered(answer(ending.failure().orElseThrow())));
        });
    }

    private static SipResponse answer(Failure failure) {
        return failure.status() == UNAVAILABLE.status() ? UNAVAILABLE : SipResponse.of(failure.status());
    }
}
