package imc.mi.fifo.internal;

import imc.api.config.SettingsCheck;

/** Checks the keys of {@link FifoSettings} where nothing runs yet. */
public final class FifoCheck extends SettingsCheck {

    /** For whoever asks. */
    public FifoCheck() {
        super(FifoSettings.PID, FifoSettings.initial().values()::with);
    }
}
