package imc.room.whisper.internal;

import imc.api.Member;
import imc.api.command.CommandCall;
import imc.api.room.RoomSetting;
import imc.api.text.Language;
import imc.api.text.Texts;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** {@code #set private}: whether a member can be sent private messages. */
@Component
public final class PrivateMessages implements RoomSetting {

    static final String NAME = "private";
    private static final String ON = "on";
    private static final String OFF = "off";

    /** Whether this member wants none. */
    static boolean refuses(Member member) {
        return !member.properties().isEmpty() && member.properties().get(NAME).filter(OFF::equals).isPresent();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String usage() {
        return ON + "|" + OFF;
    }

    @Override
    public Texts texts() {
        return Whisper.TEXTS;
    }

    @Override
    public Who who() {
        return Who.SELF;
    }

    @Override
    public String fallback() {
        return ON;
    }

    @Override
    public Optional<String> read(CommandCall call, String value, Language language) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case ON -> Optional.empty();
            case OFF -> Optional.of(OFF);
            default -> throw new IllegalArgumentException(Whisper.TEXTS.get(language, "private.other", value));
        };
    }
}
