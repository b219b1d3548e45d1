package imc.room.settings.own;

import imc.api.Properties;
import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.room.RoomSetting;
import imc.api.text.Language;
import imc.api.text.Texts;
import java.util.Optional;

/** A setting as other bundles have them: a word that begins with no {@code !}. */
public class Own implements RoomSetting {

    private static final Texts TEXTS = Texts.beside(Own.class);

    private final String name;
    private final Who who;
    private final String fallback;

    public Own(String name, Who who, String fallback) {
        this.name = name;
        this.who = who;
        this.fallback = fallback;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String usage() {
        return "<text>";
    }

    @Override
    public Texts texts() {
        return TEXTS;
    }

    @Override
    public Who who() {
        return who;
    }

    @Override
    public String fallback() {
        return fallback;
    }

    @Override
    public Optional<String> read(CommandCall call, String value, Language language) {
        if (value.startsWith("!")) {
            throw new IllegalArgumentException("no\nshouting " + value);
        }
        return value.length() > 1000 ? Optional.of("x".repeat(Properties.MAX_VALUE_LENGTH + 1))
                : Optional.of(value).filter(word -> !word.equals(fallback));
    }

    @Override
    public Step setting(CommandCall call, Room room, Step proposed, Optional<String> after) {
        return who == Who.SELF ? proposed.noticing(room.present(), "The " + name + " is " + after.orElse(fallback))
                : proposed;
    }
}
