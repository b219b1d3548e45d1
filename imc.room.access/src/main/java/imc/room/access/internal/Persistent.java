package imc.room.access.internal;

import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.room.RoomSetting;
import imc.api.text.Language;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code persistent}: whether the room stays when its last member has gone. */
@Component(service = RoomSetting.class)
public final class Persistent extends Kept {

    private static final String NAME = "persistent";

    @Activate
    public Persistent() {
        super(NAME, ON_OFF, ON);
    }

    static boolean is(Room room) {
        return room.properties().get(NAME).isEmpty();
    }

    @Override
    public Who who() {
        return Who.OWNER;
    }

    @Override
    public Optional<String> read(CommandCall call, String value, Language language) {
        return isOn(language, name(), value) ? Optional.empty() : Optional.of(OFF);
    }
}
