package imc.room.access.internal;

import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.room.RoomSetting;
import imc.api.text.Language;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code members_only}: whether nobody comes in by himself who was not invited. */
@Component(service = RoomSetting.class)
public final class MembersOnly extends Kept {

    static final String NAME = "members_only";

    @Activate
    public MembersOnly() {
        super(NAME, ON_OFF, OFF);
    }

    static boolean is(Room room) {
        return room.properties().get(NAME).filter(Room.ON::equals).isPresent();
    }

    @Override
    public Optional<String> read(CommandCall call, String value, Language language) {
        return isOn(language, name(), value) ? Optional.of(Room.ON) : Optional.empty();
    }
}
