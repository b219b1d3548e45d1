package imc.room.notices.internal;

import imc.api.config.SettingsCheck;

/** Checks the keys of {@link NoticesSettings} where nothing runs yet. */
public final class NoticesCheck extends SettingsCheck {

    /** For whoever asks. */
    public NoticesCheck() {
        super(NoticesSettings.PID, NoticesSettings.initial()::with);
    }
}
