package imc.room.access.internal;

import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.room.RoomSetting;
import imc.api.text.Language;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code max_members}: how many members and invitations there may be, where that is less than the operator allows. */
@Component(service = RoomSetting.class)
public final class MaxMembers extends Kept {

    static final String NAME = "max_members";
    private static final int MOST_DIGITS = 9;

    @Activate
    public MaxMembers() {
        super(NAME, "<number>", NOTHING);
    }

    /** The bound; empty where there is none. */
    static Optional<Integer> of(Room room) {
        return room.properties().get(NAME).filter(MaxMembers::isNumber).map(Integer::valueOf);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public Optional<String> read(CommandCall call, String value, Language language) {
        int most = call.rules().maxMembers();
        int number = isNumber(value) ? Integer.parseInt(value) : 0;
        if (number < 1 || number > most) {
            throw refused(language, "wrong.max_members", most);
        }
        return Optional.of(Integer.toString(number));
    }
}
