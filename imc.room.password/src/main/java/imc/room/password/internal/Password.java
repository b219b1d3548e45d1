package imc.room.access.internal;

import imc.api.Blanks;
import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.room.RoomSetting;
import imc.api.text.Language;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code password}: what whoever joins by himself has to know. Only what proves it is kept, and nothing is shown. */
@Component(service = RoomSetting.class)
public final class Password extends Kept {

    /** In characters; one word, for a command's words are parted by blanks. */
    static final int SHORTEST = 4;
    static final int LONGEST = 64;
    private static final String SECRET = "***";

    private final Hashing hashing;

    @Activate
    public Password(@Reference Hashing hashing) {
        super(Room.PASSWORD, "<word>", NOTHING);
        this.hashing = hashing;
    }

    /** Whether it can be anybody's password. */
    static boolean isOne(String word) {
        int length = word.codePointCount(0, word.length());
        return length >= SHORTEST && length <= LONGEST && word.codePoints().noneMatch(Blanks::isBlank);
    }

    /** Takes its time: whoever can wait asks {@link #making} before the room's turn. */
    @Override
    public Optional<String> read(CommandCall call, String value, Language language) {
        return Optional.of(hashing.now(checked(value, language)));
    }

    /**
     * What is kept, once it is known; of nothing where too many wait for theirs.
     *
     * @throws IllegalArgumentException as {@link #read}
     */
    CompletionStage<Optional<String>> making(String value, Language language) {
        return hashing.hash(checked(value, language));
    }

    private static String checked(String value, Language language) {
        if (!isOne(value)) {
            throw refused(language, "wrong.password", SHORTEST, LONGEST);
        }
        return value;
    }

    @Override
    public String shown(String kept) {
        return SECRET;
    }
}
