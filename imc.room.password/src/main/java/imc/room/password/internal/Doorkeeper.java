package imc.room.password.internal;

import imc.api.Answer;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.room.Entry;
import imc.api.room.Moderation;
import imc.api.room.Moderation.Measure;
import imc.api.room.RoomPolicy;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.api.text.Language;
import imc.room.password.internal.Attempts.Attempt;
import imc.room.password.internal.Hashing.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Asks whoever comes by himself for the room's password; who was invited, and whom an admin or management adds, comes
 * without. What becomes of a password is found out before the room's turn, and looked up in it. Asked behind those who
 * refuse in any case.
 */
@Component(service = {RoomPolicy.class, StatisticSource.class}, property = {"service.ranking:Integer=10",
    RoomPolicy.ENFORCES + '=' + Room.PASSWORD})
public final class Doorkeeper implements RoomPolicy, StatisticSource {

    private static final int TOO_MANY_ATTEMPTS = -160;
    private static final int NEEDED = -166;
    private static final int WRONG = -167;
    private static final int TEMPORARILY_UNAVAILABLE = 480;
    private static final int FORBIDDEN = 403;
    private static final int RETRY_AFTER = 5;

    private final AtomicReference<Moderation> moderation = new AtomicReference<>();
    private final Hashing hashing;
    private final Attempts attempts;
    private final Verdicts verdicts;

    @Activate
    public Doorkeeper(@Reference Hashing hashing) {
        this(hashing, System::nanoTime);
    }

    Doorkeeper(Hashing hashing, LongSupplier nanoTime) {
        this.hashing = hashing;
        this.attempts = new Attempts(nanoTime);
        this.verdicts = new Verdicts(nanoTime);
    }

    /** Who is banned is refused in any case: his password is not compared. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindModeration(Moderation arrived) {
        moderation.set(arrived);
    }

    void unbindModeration(Moderation leaving) {
        moderation.compareAndSet(leaving, null);
    }

    private boolean isBanned(Room room, SipAddress user) {
        Moderation now = moderation.get();
        return now != null && now.of(Measure.BAN, room).stream().anyMatch(ban -> ban.means(user));
    }

    @Override
    public Optional<CompletionStage<?>> awaiting(CommandCall call) {
        return call.argument("password").flatMap(password -> call.room()
                .filter(room -> !room.isPrivate() && room.member(call.sender()).isEmpty())
                .filter(room -> !isBanned(room, call.sender()))
                .flatMap(room -> room.properties().get(Room.PASSWORD)
                        .flatMap(kept -> comparing(room.address(), call.sender(), kept, password))));
    }

    private Optional<CompletionStage<?>> comparing(SipAddress room, SipAddress user, String kept, String password) {
        Verdicts.Key key = Verdicts.Key.of(room, user, kept, password);
        return attempts.begin(room, user).flatMap(attempt -> comparing(attempt, key, kept, password));
    }

    private Optional<CompletionStage<?>> comparing(Attempt attempt, Verdicts.Key key, String kept, String password) {
        Optional<Verdict> known = Password.isOne(password) ? verdicts.get(key) : Optional.of(Verdict.WRONG);
        if (known.isPresent()) {
            verdicts.put(key, known.get());
            attempt.ended(known.get());
            return Optional.empty();
        }
        return Optional.of(hashing.compare(key.user(), key.room(), kept, password).whenComplete((verdict, failure) -> {
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
        SipAddress user = entry.member().address();
        return entry.room().filter(room -> user.equals(entry.call().sender()) && room.member(user).isEmpty())
                .flatMap(room -> room.properties().get(Room.PASSWORD).flatMap(kept ->
                        refusal(room.address(), kept, entry.call())))
                .map(Step::refused).orElse(proposed);
    }

    private Optional<Answer> refusal(SipAddress room, String kept, CommandCall call) {
        Language language = call.language();
        Optional<String> password = call.argument("password");
        if (password.isEmpty()) {
            return Optional.of(Password.TEXTS.refused(language, NEEDED, FORBIDDEN, call.startChar()));
        }
        Optional<Verdict> verdict = verdicts.get(Verdicts.Key.of(room, call.sender(), kept, password.get()));
        if (verdict.isPresent()) {
            return verdict.get() == Verdict.RIGHT ? Optional.empty()
                    : Optional.of(Password.TEXTS.refused(language, WRONG, FORBIDDEN));
        }
        int seconds = attempts.waiting(room, call.sender());
        return Optional.of(seconds == 0
                ? Answer.unavailable(Password.TEXTS.get(language, "busy", RETRY_AFTER), RETRY_AFTER)
                : new Answer(TOO_MANY_ATTEMPTS, TEMPORARILY_UNAVAILABLE, null, Password.TEXTS.get(language,
                        Integer.toString(TOO_MANY_ATTEMPTS), seconds), seconds));
    }

    @Override
    public String group() {
        return "password";
    }

    @Override
    public List<Statistic> statistics() {
        return attempts.statistics();
    }
}
