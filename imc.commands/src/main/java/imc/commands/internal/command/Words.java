package imc.commands.internal.command;

import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.text.Language;
import imc.api.text.Texts;

/** All that this bundle says to people, but for refusals that have no more to say than their code. */
public final class Words {

    /** They stand beside this class. */
    public static final Texts TEXTS = Texts.beside(Words.class);

    private Words() {
    }

    /** What the sender of a command is told. */
    static String to(CommandCall call, String key, Object... arguments) {
        return TEXTS.get(call.language(), key, arguments);
    }

    /** What a room tells its members. */
    static String to(Room room, String key, Object... arguments) {
        return TEXTS.get(Language.of(room), key, arguments);
    }
}
