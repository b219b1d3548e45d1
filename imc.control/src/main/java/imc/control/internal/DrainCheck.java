package imc.control.internal;

import imc.api.config.SettingsCheck;

/** Checks the keys of {@link DrainSettings} where nothing runs yet. */
public final class DrainCheck extends SettingsCheck {

    /** For whoever asks. */
    public DrainCheck() {
        super(DrainSettings.PID, DrainSettings.initial()::with);
    }
}
