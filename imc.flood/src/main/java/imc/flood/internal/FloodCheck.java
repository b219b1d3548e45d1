package imc.flood.internal;

import imc.api.config.SettingsCheck;

/** Checks the keys of {@link FloodSettings} where nothing runs yet. */
public final class FloodCheck extends SettingsCheck {

    public FloodCheck() {
        super(FloodSettings.initial());
    }
}
