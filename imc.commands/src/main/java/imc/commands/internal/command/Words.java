package imc.commands.internal.command;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Notice;
import imc.api.text.Language;
import imc.api.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** A notice by which a room tells something of one of its users, who is its first argument. */
    static Notice of(Room room, List<SipAddress> receivers, String key, SipAddress about, String... further) {
        List<String> arguments = new ArrayList<>(List.of(room.label(about)));
        arguments.addAll(List.of(further));
        return of(receivers, new Notice.Wording(key, Language.of(room), Optional.of(about), arguments));
    }

    /** A notice. */
    static Notice of(List<SipAddress> receivers, Notice.Wording wording) {
        return Notice.of(receivers, Notice.MARK + TEXTS.get(wording.language(), wording.name(),
                wording.arguments().toArray())).worded(wording);
    }
}
