package imc.rooms.internal.whiteboard;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Message;
import imc.api.ReturnCode;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.room.Entry;
import imc.api.room.RoomPolicy;
import imc.api.room.Speech;
import imc.api.store.Change;
import imc.rooms.internal.report.Failures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks whoever has a say in what happens. A policy is asked for what it overrides alone;
 * where nobody has a say, it costs a look at an empty row. */
@Component(service = Policies.class)
public final class Policies {

    /** What is answered where a command, or what has a say in it, throws. */
    public static final Answer FAILED = Answer.of(ReturnCode.STORE_FAILED, "The command failed; nothing was changed");

    /** What is answered where a message could not be handled. */
    public static final Answer UNHANDLED = Answer.of(ReturnCode.STORE_FAILED, "The message could not be handled");

    /** Seconds after which what has a say may be there again. */
    private static final int RETRY_AFTER = 5;

    /** What is answered who would enter a room while what keeps others out of it is away. */
    public static final Answer UNGUARDED = Answer.unavailable("Who may enter this room cannot be found out now;"
            + " try again in " + RETRY_AFTER + " seconds", RETRY_AFTER);

    private final Failures failures;
    private final Enforced enforced;
    /** The service of the highest ranking first. */
    private final ConcurrentSkipListMap<ServiceReference<RoomPolicy>, RoomPolicy> policies =
            new ConcurrentSkipListMap<>(Comparator.reverseOrder());
    /** Who is asked what: most have a say in one or two things, and are not asked for the others. */
    private volatile Rows rows = new Rows(List.of());

    private record Rows(RoomPolicy[] taking, RoomPolicy[] awaiting, RoomPolicy[] deciding, RoomPolicy[] speaking) {

        private Rows(Collection<RoomPolicy> all) {
            this(row(all, "taking"), row(all, "awaiting"), row(all, "changing", "entering"), row(all, "speaking"));
        }

        private static RoomPolicy[] row(Collection<RoomPolicy> all, String... methods) {
            return all.stream().filter(policy -> Stream.of(methods)
                    .anyMatch(method -> Overriding.is(policy, RoomPolicy.class, method))).toArray(RoomPolicy[]::new);
        }
    }

    @Activate
    public Policies(@Reference Failures failures, @Reference Enforced enforced) {
        this.failures = failures;
        this.enforced = enforced;
    }

    public synchronized void add(ServiceReference<RoomPolicy> reference, RoomPolicy policy) {
        policies.put(reference, policy);
        rows = new Rows(policies.values());
        enforced.add(reference);
    }

    public synchronized void remove(ServiceReference<RoomPolicy> reference) {
        enforced.remove(reference);
        policies.remove(reference);
        rows = new Rows(policies.values());
    }

    /** What the first says that refuses a message; empty where it passes. */
    public Optional<Answer> taking(Message message) {
        Optional<Answer> refusal = Optional.empty();
        for (RoomPolicy policy : rows.taking()) {
            try {
                refusal = given(policy.taking(message));
            } catch (Throwable e) {
                report(policy, e);
                refusal = Optional.of(UNHANDLED);
            }
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return refusal;
    }

    /**
     * What they have to find out before a command's turn.
     *
     * @throws RuntimeException if one of them does
     */
    public List<CompletionStage<?>> awaiting(CommandCall call) {
        List<CompletionStage<?>> stages = List.of();
        for (RoomPolicy policy : rows.awaiting()) {
            Optional<CompletionStage<?>> stage = given(policy.awaiting(call));
            if (stage.isPresent()) {
                stages = new ArrayList<>(stages);
                stages.add(stage.get());
            }
        }
        return stages;
    }

    /** What they make of what a command has decided; who cannot come in now uses up nothing that they count. */
    public Step deciding(CommandCall call, Step proposed) {
        if (isUnguarded(call, proposed)) {
            return Step.refused(UNGUARDED);
        }
        Step step = proposed;
        List<Change> seen = null;
        List<Member> entering = List.of();
        for (RoomPolicy policy : rows.deciding()) {
            try {
                step = given(policy.changing(call, step));
                if (step.changes() != seen) {
                    seen = step.changes();
                    entering = entering(call, step);
                }
                for (Member member : entering) {
                    step = step.answer().isSuccess() ? given(policy.entering(new Entry(member, call), step)) : step;
                }
            } catch (Throwable e) {
                report(policy, e);
                return Step.refused(FAILED);
            }
        }
        return isUnguarded(call, step) ? Step.refused(UNGUARDED) : step;
    }

    private boolean isUnguarded(CommandCall call, Step step) {
        return call.room().filter(enforced::isAwayFor).isPresent() && step.answer().isSuccess()
                && !entering(call, step).isEmpty();
    }

    private static List<Member> entering(CommandCall call, Step step) {
        List<Member> entering = List.of();
        for (Change change : step.changes()) {
            if (change instanceof Change.MemberPut put && put.member().role().isPresent()
                    && call.room().filter(room -> room.isPresent(put.member().address())).isEmpty()) {
                entering = new ArrayList<>(entering);
                entering.add(put.member());
            }
        }
        return entering;
    }

    /** Whether nobody has a say in what is said. */
    public boolean areSilent() {
        return rows.speaking().length == 0;
    }

    /** What they make of something that is said. */
    public Speech speaking(Speech proposed) {
        Speech speech = proposed;
        for (RoomPolicy policy : rows.speaking()) {
            try {
                speech = given(policy.speaking(speech));
            } catch (Throwable e) {
                report(policy, e);
                return speech.refused(UNHANDLED);
            }
            if (!speech.answer().isSuccess()) {
                return speech;
            }
        }
        return speech;
    }

    private static <T> T given(T made) {
        return Objects.requireNonNull(made, "a policy gave back null");
    }

    private void report(RoomPolicy policy, Throwable failure) {
        failures.report("the policy " + policy.getClass().getName() + " failed", failure);
    }
}
