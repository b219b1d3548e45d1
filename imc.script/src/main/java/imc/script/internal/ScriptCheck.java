package imc.script.internal;

import imc.api.config.SettingsCheck;

/** Checks the keys of {@link ScriptSettings} where nothing runs yet. */
public final class ScriptCheck extends SettingsCheck {

    public ScriptCheck() {
        super(ScriptSettings.initial());
    }
}
