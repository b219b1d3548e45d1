package imc.transport.sip.internal;

import imc.api.config.SettingsCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link RoomSettings} where nothing runs yet. */
public final class RoomCheck extends SettingsCheck {

    /** For whoever asks. */
    public RoomCheck() {
        super(RoomSettings.PID, (values, refusal) -> RoomSettings.after(RoomSettings.initial(), values, refusal));
    }

    @Override
    public void advise(Map<String, String> values, Consumer<String> advice) {
        RoomAdvice.on(settings(values)).forEach(advice);
    }
}
