package imc.room.access.internal;

import imc.api.Answer;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Checks;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.room.Entry;
import imc.api.room.RoomPolicy;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.api.store.Change;
import imc.api.text.Language;
import imc.room.access.internal.Attempts.Attempt;
import imc.room.access.internal.Hashing.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What a room's settings say of those who come and go. Who comes by himself gives the password, and does not come at
 * all where the room is for members only; who was invited, and whom an admin or management adds, comes without. How
 * many there may be holds for all. What becomes of a password is found out before the room's turn, and looked up in it.
 */
@Component(service = {RoomPolicy.class, StatisticSource.class})
public final class Entrance implements RoomPolicy, StatisticSource {

    private static final int TOO_MANY_ATTEMPTS = -160;
    private static final int TEMPORARILY_UNAVAILABLE = 480;
    private static final int FORBIDDEN = 403;
    private static final int RETRY_AFTER = 5;
    private static final Checks CHECKS = new Checks(Kept.TEXTS, Set.FIRST);

    private final Hashing hashing;
    private final Attempts attempts;
    private final Verdicts verdicts;

    @Activate
    public Entrance(@Reference Hashing hashing) {
        this(hashing, System::nanoTime);
    }

    Entrance(Hashing hashing, LongSupplier nanoTime) {
        this.hashing = hashing;
        this.attempts = new Attempts(nanoTime);
        this.verdicts = new Verdicts(nanoTime);
    }

    @Override
    public Optional<CompletionStage<?>> awaiting(CommandCall call) {
        Optional<String> password = call.argument("password");
        if (password.isEmpty() || call.room().isEmpty()) {
            return Optional.empty();
        }
        Room room = call.room().get();
        Optional<String> kept = room.properties().get(Room.PASSWORD);
        return kept.isEmpty() || room.isPrivate() || MembersOnly.is(room) || room.member(call.sender()).isPresent()
                ? Optional.empty() : comparing(room.address(), call.sender(), kept.get(), password.get());
    }

    private Optional<CompletionStage<?>> comparing(SipAddress room, SipAddress user, String kept, String password) {
        Optional<Attempt> begun = attempts.begin(room, user);
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        Attempt attempt = begun.get();
        Verdicts.Key key = Verdicts.Key.of(room, user, kept, password);
        Optional<Verdict> known = Password.isOne(password) ? verdicts.get(key) : Optional.of(Verdict.WRONG);
        if (known.isPresent()) {
            verdicts.put(key, known.get());
            attempt.ended(known.get());
            return Optional.empty();
        }
        return Optional.of(hashing.compare(kept, password).whenComplete((verdict, failure) -> {
            if (failure == null && verdict != Verdict.UNKNOWN) {
                verdicts.put(key, verdict);
            }
            attempt.ended(failure == null ? verdict : Verdict.UNKNOWN);
        }));
    }

    @Override
    public Step entering(Entry entry, Step proposed) {
        if (entry.room().isEmpty() || entry.room().get().properties().isEmpty()) {
            return proposed;
        }
        Room room = entry.room().get();
        SipAddress user = entry.member().address();
        boolean comesByHimself = user.equals(entry.call().sender()) && room.member(user).isEmpty();
        Optional<Answer> refusal = comesByHimself ? refusal(room, entry.call()) : Optional.empty();
        return refusal.map(Step::refused).orElseGet(() -> Welcome.of(room)
                .map(text -> proposed.noticing(List.of(user), text)).orElse(proposed));
    }

    private Optional<Answer> refusal(Room room, CommandCall call) {
        Language language = call.language();
        if (MembersOnly.is(room)) {
            return Optional.of(CHECKS.answer(language, 7, FORBIDDEN));
        }
        Optional<String> kept = room.properties().get(Room.PASSWORD);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> password = call.argument("password");
        if (password.isEmpty()) {
            return Optional.of(CHECKS.answer(language, 5, FORBIDDEN, call.startChar()));
        }
        Optional<Verdict> verdict =
                verdicts.get(Verdicts.Key.of(room.address(), call.sender(), kept.get(), password.get()));
        if (verdict.isPresent()) {
            return verdict.get() == Verdict.RIGHT ? Optional.empty()
                    : Optional.of(CHECKS.answer(language, 6, FORBIDDEN));
        }
        int seconds = attempts.waiting(room.address(), call.sender());
        return Optional.of(seconds == 0
                ? Answer.unavailable(Kept.TEXTS.get(language, "busy", RETRY_AFTER), RETRY_AFTER)
                : new Answer(TOO_MANY_ATTEMPTS, TEMPORARILY_UNAVAILABLE, null, Kept.TEXTS.get(language,
                        Integer.toString(TOO_MANY_ATTEMPTS), seconds), seconds));
    }

    @Override
    public Step changing(CommandCall call, Step proposed) {
        if (proposed.changes().isEmpty() || call.room().isEmpty() || call.room().get().properties().isEmpty()) {
            return proposed;
        }
        Room before = call.room().get();
        Optional<Integer> most = MaxMembers.of(before);
        if (most.isEmpty() && Persistent.is(before)) {
            return proposed;
        }
        Room after = Change.apply(proposed.changes(), before);
        if (after == null) {
            return proposed;
        }
        int size = after.members().size();
        if (most.isPresent() && size > most.get() && size > before.members().size()) {
            return CHECKS.refused(call, 8, FORBIDDEN, before.members().size(), most.get());
        }
        return !Persistent.is(after) && after.presentCount() == 0 && before.presentCount() > 0
                ? proposed.changing(new Change.RoomDestroyed(before.address())) : proposed;
    }

    @Override
    public String group() {
        return "access";
    }

    @Override
    public List<Statistic> statistics() {
        return List.of(
                Statistic.counter("room_passwords_right", "Passwords of rooms that were right", attempts.right()),
                Statistic.counter("room_passwords_wrong", "Passwords of rooms that were wrong", attempts.wrong()),
                Statistic.counter("room_passwords_refused", "Passwords of rooms that were not looked at, after "
                        + Attempts.WRONG_IN_A_ROW + " wrong ones in a row", attempts.refused()));
    }
}
