package imc.auth.internal;

import imc.api.auth.UserStore;
import imc.api.config.Settings;
import imc.api.config.SettingsCheck;
import imc.api.sip.SipGuard;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Checks the keys of {@link AuthSettings} where nothing runs yet. */
public final class AuthCheck extends SettingsCheck {

    /** For whoever asks. */
    public AuthCheck() {
        super(AuthSettings.PID, AuthSettings.initial()::with);
    }

    @Override
    public void advise(Map<String, String> values, Consumer<String> advice) {
        Settings settings = settings(values);
        AuthSettings.shutsOutAll(settings).ifPresent(advice);
        if (!settings.get(AuthSettings.AUTH).asks() && !settings.get(AuthSettings.TRUSTED_PEERS).isEmpty()) {
            advice.accept("imc.auth: trusted_peers has no effect with auth = '" + settings.get(AuthSettings.AUTH)
                    + "'; digest asks all others for a password, trusted refuses them");
        }
        int ofOne = settings.get(AuthSettings.MAX_FAILURES);
        int ofSource = settings.get(AuthSettings.MAX_FAILURES_PER_SOURCE);
        if (ofOne > ofSource) {
            advice.accept("imc.auth: max_failures = '" + ofOne + "' is more than max_failures_per_source = '" + ofSource
                    + "', which is reached first, so that one user's wrong passwords shut out all who are at his"
                    + " address; right would be less");
        }
    }

    @Override
    public Map<String, String> facts(Map<String, String> values) {
        Settings settings = settings(values);
        Map<String, String> facts = new HashMap<>();
        if (settings.get(AuthSettings.AUTH) == Access.NONE) {
            facts.put(SipGuard.REFUSAL, Auth.REFUSAL);
        }
        if (settings.get(AuthSettings.AUTH) == Access.DIGEST) {
            facts.put(UserStore.NEEDED, "auth = digest in imc.auth");
        }
        AuthSettings.noAssertion(settings).ifPresent(why -> facts.put(SipGuard.NO_ASSERTION, why));
        return facts;
    }
}
