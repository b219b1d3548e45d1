package imc.script.forward.internal;

import imc.api.config.SettingsCheck;

/** Checks the keys of {@link ForwardSettings} where nothing runs yet. */
public final class ForwardCheck extends SettingsCheck {

    /** For whoever asks. */
    public ForwardCheck() {
        super(ForwardSettings.PID, ForwardSettings.initial()::with);
    }
}
