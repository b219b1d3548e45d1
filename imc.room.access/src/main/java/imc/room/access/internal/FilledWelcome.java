package imc.room.access.internal;

import imc.api.Member;
import imc.api.Room;
import imc.api.script.ScriptSubject;
import imc.api.script.ScriptTexts;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A welcome with {@code $imc(count)} and the like in it, where somebody is there who fills variables in. The room's
 * people have written it, not the operator: it reads of the room and of nothing else, and any other {@code $} stays
 * one.
 */
final class FilledWelcome {

    /** In characters: what a thousand of them may become. */
    static final int MOST = 4000;
    private static final Pattern VARIABLE = Pattern.compile("\\$imc\\((?:room|member|role|count)\\)");
    private static final Pattern OTHER = Pattern.compile("\\$(?!imc\\((?:room|member|role|count)\\))");

    private FilledWelcome() {
    }

    /**
     * The welcome for who becomes a member; as it was written where it cannot be filled.
     *
     * @param room   before
     * @param member as he will be
     */
    static String of(String written, ScriptTexts texts, Room room, Member member) {
        if (!VARIABLE.matcher(written).find()) {
            return written;
        }
        try {
            String filled = texts.read(OTHER.matcher(written).replaceAll("\\$\\$")).filled(Map.of(
                    ScriptSubject.ROOM, room.address().toString(),
                    ScriptSubject.MEMBER, member.address().toString(),
                    ScriptSubject.ROLE, member.role().word(),
                    ScriptSubject.COUNT, Integer.toString(room.with(member).presentCount())));
            return filled.length() > MOST ? written : filled;
        } catch (IllegalArgumentException e) {
            return written; // whoever offers the variable is away
        }
    }
}
