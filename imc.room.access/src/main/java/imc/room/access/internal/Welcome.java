package imc.room.access.internal;

import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.room.RoomSetting;
import imc.api.text.Language;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code welcome}: what is said to whoever joins. */
@Component(service = RoomSetting.class)
public final class Welcome extends Kept {

    static final int MOST = 1000;
    private static final String NAME = "welcome";

    @Activate
    public Welcome() {
        super(NAME, "<text>", NOTHING);
    }

    static Optional<String> of(Room room) {
        return room.properties().get(NAME);
    }

    @Override
    public Optional<String> read(CommandCall call, String value, Language language) {
        int length = value.codePointCount(0, value.length());
        if (length > MOST || value.isBlank() || value.codePoints().anyMatch(Welcome::isForbidden)) {
            throw refused(language, "wrong.welcome", MOST);
        }
        return Optional.of(value.strip());
    }

    /** What could forge another line, or turn one round. Joiners, which some scripts and emoji need, may stay. */
    private static boolean isForbidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> character >= 0x202A && character <= 0x202E || character >= 0x2066 && character <= 0x2069;
        };
    }
}
