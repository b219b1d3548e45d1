package imc.flood.internal;

import imc.api.config.SettingsCheck;

/** Checks the keys of {@link FloodSettings} where nothing runs yet. */
public final class FloodCheck extends SettingsCheck {

    /** For whoever asks. */
    public FloodCheck() {
        super(FloodSettings.PID, FloodSettings.initial()::with);
    }
}
