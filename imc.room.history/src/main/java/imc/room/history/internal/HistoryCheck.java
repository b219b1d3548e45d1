package imc.room.history.internal;

import imc.api.config.SettingsCheck;

/** Checks the keys of {@link HistorySettings} where nothing runs yet. */
public final class HistoryCheck extends SettingsCheck {

    /** For whoever asks. */
    public HistoryCheck() {
        super(HistorySettings.PID, HistorySettings.initial()::with);
    }
}
