package imc.script.internal;

import imc.api.config.SettingsCheck;

/** Checks the keys of {@link ScriptSettings} where nothing runs yet. */
public final class ScriptCheck extends SettingsCheck {

    /** For whoever asks. */
    public ScriptCheck() {
        super(ScriptSettings.PID, ScriptSettings.initial()::with);
    }
}
