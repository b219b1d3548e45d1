package imc.room.password.internal;

import imc.api.Answer;
import imc.api.Blanks;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.bound.Lately;
import imc.api.command.CommandCall;
import imc.api.room.RoomSetting;
import imc.api.room.SettingRefusedException;
import imc.api.text.Language;
import imc.api.text.Texts;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code password}: what whoever joins by himself has to know. Only what proves it is kept, and nothing is shown. */
@Component(service = RoomSetting.class)
public final class Password implements RoomSetting {

    static final Texts TEXTS = Texts.beside(Password.class);

    /** In characters; one word, for a command's words are parted by blanks. */
    static final int SHORTEST = 4;
    static final int LONGEST = 64;
    private static final String SECRET = "***";

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    static final int PAUSE_SECONDS = 10;
    private static final int MOST_MAKERS = 10_000;

    private static final int TOO_SOON = -170;
    private static final int TEMPORARILY_UNAVAILABLE = 480;

    private final Hashing hashing;
    /** Who has had the hash of a new password made: each takes as long as thousands of messages. */
    private final Lately<SipAddress, Boolean> makers;

    @Activate
    public Password(@Reference Hashing hashing) {
        this(hashing, System::nanoTime);
    }

    Password(Hashing hashing, LongSupplier nanoTime) {
        this.hashing = hashing;
        this.makers = new Lately<>(MOST_MAKERS, PAUSE_SECONDS * SECOND, nanoTime);
    }

    /** Whether it can be anybody's password. */
    static boolean isOne(String word) {
        int length = word.codePointCount(0, word.length());
        return length >= SHORTEST && length <= LONGEST && word.codePoints().noneMatch(Blanks::isBlank);
    }

    @Override
    public String name() {
        return Room.PASSWORD;
    }

    @Override
    public String usage() {
        return "<word>";
    }

    @Override
    public Texts texts() {
        return TEXTS;
    }

    @Override
    public String fallback() {
        return "-";
    }

    /** Takes its time: whoever can wait asks {@link #preparing} before the room's turn. */
    @Override
    public Optional<String> read(CommandCall call, String value, Language language) {
        return Optional.of(hashing.now(checked(value, language)));
    }

    @Override
    public Optional<CompletionStage<Optional<String>>> preparing(CommandCall call, String value, Language language) {
        String password = checked(value, language);
        SipAddress user = call.sender();
        // what management sets is set in the room's own name
        if (!user.equals(call.roomAddress()) && makers.putIfAbsent(user, true).isPresent()) {
            int seconds = (int) Math.max(1, (makers.left(user) + SECOND - 1) / SECOND);
            throw new SettingRefusedException(new Answer(TOO_SOON, TEMPORARILY_UNAVAILABLE, null,
                    TEXTS.get(language, Integer.toString(TOO_SOON), seconds), seconds));
        }
        return Optional.of(hashing.hash(user, password).whenComplete((made, failure) -> {
            if (failure != null || made.isEmpty()) {
                makers.remove(user);
            }
        }));
    }

    private static String checked(String value, Language language) {
        if (!isOne(value)) {
            throw new IllegalArgumentException(TEXTS.get(language, "wrong.password", SHORTEST, LONGEST));
        }
        return value;
    }

    @Override
    public String shown(String kept) {
        return SECRET;
    }
}
