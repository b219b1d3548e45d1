package imc.room.access.internal;

import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.room.RoomSetting;
import imc.api.text.Language;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code hidden}: whether lists leave the room out, but for its members. */
@Component(service = RoomSetting.class)
public final class Hidden extends Kept {

    @Activate
    public Hidden() {
        super(Room.HIDDEN, ON_OFF, OFF);
    }

    @Override
    public Who who() {
        return Who.OWNER;
    }

    @Override
    public Optional<String> read(CommandCall call, String value, Language language) {
        return isOn(language, name(), value) ? Optional.of(Room.ON) : Optional.empty();
    }
}
