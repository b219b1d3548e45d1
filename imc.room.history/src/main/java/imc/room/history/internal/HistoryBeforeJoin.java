package imc.room.history.internal;

import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.room.RoomSetting;
import imc.api.text.Language;
import imc.api.text.Texts;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** {@code #set history_before_join}: whether one may read what was said before he came. */
@Component
public final class HistoryBeforeJoin implements RoomSetting {

    @Override
    public String name() {
        return Reader.BEFORE_JOIN;
    }

    @Override
    public String usage() {
        return "on|off";
    }

    @Override
    public Texts texts() {
        return History.TEXTS;
    }

    @Override
    public String fallback() {
        return Room.ON;
    }

    @Override
    public Optional<String> read(CommandCall call, String value, Language language) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case Room.ON -> Optional.empty();
            case Reader.OFF -> Optional.of(Reader.OFF);
            default -> throw new IllegalArgumentException(History.TEXTS.get(language, "before.other", value));
        };
    }
}
