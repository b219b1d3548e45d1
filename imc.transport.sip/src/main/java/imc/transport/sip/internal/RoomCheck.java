package imc.transport.sip.internal;

import imc.api.config.ConfigurationCheck;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link RoomSettings} where nothing runs yet. */
public final class RoomCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return RoomSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        RoomSettings.after(RoomSettings.initial(), values, refusal);
    }

    @Override
    public void advise(Map<String, String> values, Consumer<String> advice) {
        RoomAdvice.on(RoomSettings.after(RoomSettings.initial(), values, refusal -> { })).forEach(advice);
    }
}
