package imc.room.access.internal;

import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.room.RoomSetting;
import imc.api.text.Language;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * {@code language}: in which language the room speaks, to whoever. One in which this bundle has texts, its own or a
 * fragment's, is one in which there are texts.
 */
@Component(service = RoomSetting.class)
public final class Tongue extends Kept {

    @Activate
    public Tongue() {
        super(Room.LANGUAGE, "<language>", NOTHING);
    }

    @Override
    public Optional<String> read(CommandCall call, String value, Language language) {
        Language spoken;
        try {
            spoken = Language.of(value);
        } catch (IllegalArgumentException e) {
            throw refused(language, "wrong.language");
        }
        if (!TEXTS.get(spoken, "language").equals(spoken.tag())) {
            throw refused(language, "wrong.language");
        }
        return Optional.of(spoken.tag());
    }
}
