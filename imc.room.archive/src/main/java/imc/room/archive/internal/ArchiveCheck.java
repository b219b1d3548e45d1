package imc.room.archive.internal;

import imc.api.config.ConfigurationCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link ArchiveSettings} where nothing runs yet. */
public final class ArchiveCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return ArchiveSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        ArchiveSettings.initial().with(values, refusal);
    }
}
