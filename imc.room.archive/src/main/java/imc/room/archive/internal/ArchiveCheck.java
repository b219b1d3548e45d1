package imc.room.archive.internal;

import imc.api.config.SettingsCheck;

/** Checks the keys of {@link ArchiveSettings} where nothing runs yet. */
public final class ArchiveCheck extends SettingsCheck {

    /** For whoever asks. */
    public ArchiveCheck() {
        super(ArchiveSettings.PID, ArchiveSettings.initial()::with);
    }
}
