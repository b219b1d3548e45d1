package imc.script.http.internal;

import imc.api.config.SettingsCheck;

/** Checks the keys of {@link HttpSettings} where nothing runs yet. */
public final class HttpCheck extends SettingsCheck {

    /** For whoever asks. */
    public HttpCheck() {
        super(HttpSettings.PID, HttpSettings.initial()::with);
    }
}
