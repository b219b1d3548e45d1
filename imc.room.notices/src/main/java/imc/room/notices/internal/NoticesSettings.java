package imc.room.notices.internal;

import imc.api.config.Setting;
import imc.api.config.Settings;
import java.util.List;

/** The configuration keys of this bundle. */
final class NoticesSettings {

    static final String PID = "imc.room.notices";

    static final Setting<List<OwnText>> TEXTS = new Setting<>("texts", List.of(),
            "empty, or at most " + OwnText.MOST + " lines like 'joined = {0} is here' or 'joined_de = {0} ist da',"
                    + " parted by \\r\\n", OwnText::list);

    private NoticesSettings() {
    }

    static Settings initial() {
        return Settings.initial(PID, TEXTS);
    }
}
