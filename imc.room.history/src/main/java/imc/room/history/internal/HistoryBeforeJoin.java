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
        return Recording.BEFORE_JOIN;
    }

    @Override
    public String usage() {
        return "on|off";
    }

    @Override
    public Texts texts() {
        return Recording.TEXTS;
    }

    @Override
    public String fallback() {
        return Room.ON;
    }

    @Override
    public Optional<String> read(CommandCall call, String value, Language language) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case Room.ON -> Optional.empty();
            case Recording.OFF -> Optional.of(Recording.OFF);
            default -> throw new IllegalArgumentException(Recording.TEXTS.get(language, "before.other", value));
        };
    }
}
