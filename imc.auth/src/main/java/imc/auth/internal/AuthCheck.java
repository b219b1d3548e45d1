package imc.auth.internal;

import imc.api.config.ConfigurationCheck;
import imc.api.config.Settings;
import imc.api.sip.SipGuard;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link AuthSettings} where nothing runs yet. */
public final class AuthCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return AuthSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        AuthSettings.initial().with(values, refusal);
    }

    @Override
    public void advise(Map<String, String> values, Consumer<String> advice) {
        Settings settings = AuthSettings.initial().with(values, refused -> { });
        AuthSettings.shutsOutAll(settings).ifPresent(advice);
        if (!settings.get(AuthSettings.AUTH).asks() && !settings.get(AuthSettings.TRUSTED_PEERS).isEmpty()) {
            advice.accept("imc.auth: trusted_peers has no effect with auth = '" + settings.get(AuthSettings.AUTH)
                    + "'; digest asks all others for a password, trusted refuses them");
        }
    }

    @Override
    public Map<String, String> facts(Map<String, String> values) {
        Settings settings = AuthSettings.initial().with(values, refused -> { });
        return settings.get(AuthSettings.AUTH) == Access.NONE ? Map.of(SipGuard.REFUSAL, Auth.REFUSAL) : Map.of();
    }
}
