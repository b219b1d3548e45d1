package imc.mi.rooms.internal;

import imc.api.Room;
import imc.api.text.Language;
import imc.api.text.Texts;

/** What rooms tell their members of what management does in them. */
final class Words {

    private static final Texts TEXTS = Texts.beside(Words.class);

    private Words() {
    }

    /** A text in the room's language. */
    static String to(Room room, String key, Object... arguments) {
        return TEXTS.get(Language.of(room), key, arguments);
    }
}
