package imc.room.access.internal;

import imc.api.room.RoomSetting;
import imc.api.text.Language;
import imc.api.text.Texts;

/** What the settings of this bundle have in common: a name, what is allowed, and the bundle's words. */
abstract class Kept implements RoomSetting {

    static final Texts TEXTS = Texts.beside(Kept.class);
    /** What is shown of a setting that says nothing unless somebody sets it. */
    static final String NOTHING = "-";
    static final String ON_OFF = "on|off";
    static final String OFF = "off";
    static final String ON = "on";

    private final String name;
    private final String usage;
    private final String fallback;

    Kept(String name, String usage, String fallback) {
        this.name = name;
        this.usage = usage;
        this.fallback = fallback;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String usage() {
        return usage;
    }

    @Override
    public final Texts texts() {
        return TEXTS;
    }

    @Override
    public final String fallback() {
        return fallback;
    }

    /** What is wrong with a value, in the words of the bundle. */
    static IllegalArgumentException refused(Language language, String key, Object... arguments) {
        return new IllegalArgumentException(TEXTS.get(language, key, arguments));
    }

    /** {@code on} or {@code off}, in whatever case. */
    static boolean isOn(Language language, String name, String value) {
        if (value.equalsIgnoreCase(ON) || value.equalsIgnoreCase(OFF)) {
            return value.equalsIgnoreCase(ON);
        }
        throw refused(language, "wrong.switch", name);
    }
}
