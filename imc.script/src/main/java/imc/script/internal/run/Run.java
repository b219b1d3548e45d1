package imc.script.internal.run;

import imc.api.Message;
import imc.api.script.ScriptFunction;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import imc.api.sip.SipRoute.Decision;
import imc.script.internal.eval.Clock;
import imc.script.internal.eval.Evaluation;
import imc.script.internal.eval.Failure;
import imc.script.internal.eval.Pending;
import imc.script.internal.program.Block;
import imc.script.internal.program.Program;
import imc.script.internal.program.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a block. Where a function answers later, it goes on from there, on the thread that answers: so it is for
 * one thread at a time, and no thread waits.
 */
public final class Run implements Evaluation.Scene {

    /** Nobody writes so many, and a sub-route that calls itself twice would do more. */
    private static final int MOST_STEPS = 10_000;
    private static final int DEEPEST = 32;

    private final Program program;
    private final Source source;
    private final Clock clock;
    private final Optional<Actions> actions;
    private final OwnVariables variables = new OwnVariables();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private @Nullable Evaluation evaluation;
    private int steps;
    private int subs;
    private int returnCode = 1;
    private boolean stopped;

    /** How a run has ended. */
    public record Ending(boolean exited, Optional<Failure> failure) {
    }

    /** Statements, one after the other, and the block that they are all of, if they are. */
    private static final class Frame {
        private final @Nullable Block block;
        private final List<Statement> statements;
        private final long since;
        private int next;

        Frame(@Nullable Block block, List<Statement> statements, long since) {
            this.block = block;
            this.statements = statements;
            this.since = since;
        }
    }

    /**
     * @param program has the sub-routes
     * @param log     takes what is wrong with the script and does not end it
     */
    public Run(Program program, Source source, Clock clock, Consumer<String> log) {
        this.program = program;
        this.source = source;
        this.clock = clock;
        this.actions = source.routed().map(request -> new Actions(request, log));
    }

    /** Runs a block. Completes normally, at once or later. */
    public CompletionStage<Ending> start(Block block) {
        frames.push(new Frame(block, block.statements(), 0));
        goOn();
        return ended;
    }

    private void goOn() {
        clock.start();
        try {
            while (!frames.isEmpty() && !stopped) {
                step(frames.peek());
            }
            end(Optional.empty());
        } catch (Pending waiting) {
            clock.stop();
            waiting.stage().whenComplete(this::answered);
        } catch (Failure failure) {
            end(Optional.of(failure));
        } catch (Throwable e) { // the run ends, whatever happens
            end(Optional.of(Failure.of(String.valueOf(e), e)));
        }
    }

    private void answered(@Nullable Integer code, @Nullable Throwable failure) {
        if (code == null || failure != null) {
            Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause()
                    : failure;
            clock.start();
            end(Optional.of(Failure.of(cause == null ? "a function has answered null" : cause.toString(), cause)
                    .at(frames.element().statements.get(frames.element().next).at())));
        } else {
            evaluation().answered(code);
            goOn();
        }
    }

    private void end(Optional<Failure> failure) {
        while (!frames.isEmpty()) {
            leave();
        }
        ended.complete(new Ending(stopped, failure));
    }

    private void step(Frame frame) {
        if (frame.next == frame.statements.size()) {
            leave();
            return;
        }
        Statement statement = frame.statements.get(frame.next);
        clock.check();
        if (++steps > MOST_STEPS) {
            throw Failure.of("more than " + MOST_STEPS + " statements are run", null).at(statement.at());
        }
        execute(statement, frame);
        evaluation = null;
    }

    private Evaluation evaluation() {
        if (evaluation == null) {
            evaluation = new Evaluation(this, clock);
        }
        return evaluation;
    }

    /** Where it has to wait, the frame stays as it was, to begin again. */
    private void execute(Statement statement, Frame frame) {
        if (statement instanceof Statement.If condition) {
            List<Statement> then = condition.condition().isTrue(evaluation()) ? condition.then()
                    : condition.otherwise();
            frame.next++;
            frames.push(new Frame(null, then, 0));
        } else if (statement instanceof Statement.Do call) {
            call.what().value(evaluation());
            frame.next++;
        } else if (statement instanceof Statement.Assign assignment) {
            assign(assignment, String.valueOf(assignment.value().value(evaluation())));
            frame.next++;
        } else if (statement instanceof Statement.Sub sub) {
            frame.next++;
            enter(sub);
        } else if (statement instanceof Statement.Return back) {
            returned(back.value().map(value -> Assignments.code(value.value(evaluation()), back.at())).orElse(1));
            leaveBlock();
        } else {
            stopped = true;
            if (statement instanceof Statement.Drop) {
                actions.ifPresent(Actions::drop);
            }
        }
        stopped |= actions.filter(Actions::isDropped).isPresent();
    }

    private void assign(Statement.Assign assignment, String value) {
        if (assignment.target() == Statement.Target.VARIABLE) {
            variables.put(assignment.name(), value, assignment.at());
        } else {
            Assignments.rewrite(source, assignment, value);
        }
    }

    private void enter(Statement.Sub sub) {
        if (subs == DEEPEST) {
            throw Failure.of("more than " + DEEPEST + " sub-routes have called each other", null).at(sub.at());
        }
        Block block = program.block(Block.Kind.ROUTE, sub.route()).orElseThrow();
        subs++;
        returnCode = 1;
        frames.push(new Frame(block, block.statements(), clock.worked()));
    }

    private void leaveBlock() {
        boolean isBlock;
        do {
            isBlock = frames.element().block != null;
            leave();
        } while (!isBlock);
    }

    private void leave() {
        Frame left = frames.pop();
        if (left.block != null) {
            left.block.ran(clock.worked() - left.since);
            subs -= frames.isEmpty() ? 0 : 1;
        }
    }

    @Override
    public CompletionStage<Integer> call(ScriptFunction function, List<String> arguments) {
        return function.call(new Called(this, arguments, actions.map(there -> there), source.isTrial()));
    }

    @Override
    public void returned(int code) {
        returnCode = code;
        stopped |= code == 0; // as in Kamailio
    }

    @Override
    public String method() {
        return source.method();
    }

    @Override
    public String requestUri() {
        return source.requestUri();
    }

    @Override
    public Optional<SipRequest> request() {
        return source.request();
    }

    @Override
    public Optional<Message> message() {
        return source.message();
    }

    @Override
    public Optional<SipResponse> reply() {
        return actions.flatMap(Actions::answer);
    }

    @Override
    public int returnCode() {
        return returnCode;
    }

    @Override
    public String variable(String name) {
        return variables.get(name);
    }

    @Override
    public String fact(String name) {
        return name.equals(CODE) ? actions.map(Actions::code).orElse("") : source.fact(name);
    }

    /** What becomes of the request; empty where the script has failed and nothing was decided. */
    public Optional<Decision> decision(Ending ending) {
        return actions.filter(there -> ending.failure().isEmpty() || there.answer().isPresent())
                .map(there -> there.decision(ending.exited()));
    }
}
