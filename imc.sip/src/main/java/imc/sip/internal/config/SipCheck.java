package imc.sip.internal.config;

import imc.api.config.ConfigurationCheck;
import imc.api.config.Settings;
import imc.api.sip.SipGuard;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks the keys of {@link SipSettings} where nothing runs yet. */
public final class SipCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return SipSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        settings(values, refusal, notice -> { });
    }

    @Override
    public void advise(Map<String, String> values, Consumer<String> advice) {
        Settings settings = settings(values, refusal -> { }, advice);
        Advice.on(settings, proxy -> Advice.isListenedAt(proxy, settings.get(SipSettings.LISTEN))).ifPresent(advice);
        Advice.onKeys(settings).ifPresent(advice);
    }

    @Override
    public void advise(Map<String, String> values, Map<String, String> facts, Consumer<String> advice) {
        Settings settings = settings(values, refusal -> { }, notice -> { });
        Guarded guarded = new Guarded(Optional.ofNullable(facts.get(SipGuard.REFUSAL)));
        guarded.forbidden(settings.get(SipSettings.LISTEN)).ifPresent(advice);
        String noAssertion = facts.get(SipGuard.NO_ASSERTION);
        if (settings.get(SipSettings.IDENTITY) == Identity.PAI && noAssertion != null) {
            advice.accept(SipSettings.PID + ": identity = 'pai' takes the sender from P-Asserted-Identity, but "
                    + noAssertion + ", or leave identity = from");
        }
    }

    private static Settings settings(Map<String, String> values, Consumer<String> refusal, Consumer<String> notice) {
        return SipSettings.initial().with(SipSettings.current(Map.copyOf(values), notice), refusal);
    }
}
