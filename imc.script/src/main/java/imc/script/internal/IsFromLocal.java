package imc.script.internal;

import imc.api.config.Settings;
import imc.api.script.ScriptCall;
import imc.api.script.ScriptFunction;
import imc.api.script.ScriptFunctionProperties;
import imc.api.script.ScriptSubject;
import imc.api.sip.NameAddress;
import imc.script.internal.text.Uri;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/**
 * {@code is_from_local()}: whether From names one of ours. Which hosts are ours, {@code domains} says, as Kamailio's
 * table {@code domain} does; the address at which the request has come in is ours, too. A client chooses what stands in
 * From: only with passwords it is more than a claim.
 */
@Component(service = ScriptFunction.class, configurationPid = ScriptSettings.PID)
@ScriptFunctionProperties(name = "is_from_local",
        help = "Whether the host in From is one of domains (PID imc.script), or the address at which the request came"
                + " in")
public final class IsFromLocal implements ScriptFunction {

    private volatile Settings settings = ScriptSettings.initial();

    @Activate
    public IsFromLocal(Map<String, Object> configuration) {
        modified(configuration);
    }

    /** What is wrong with a configuration is {@link Script}'s to say. */
    @Modified
    void modified(Map<String, Object> configuration) {
        settings = settings.with(configuration, told -> { });
    }

    @Override
    public CompletionStage<Integer> call(ScriptCall call) {
        ScriptSubject subject = call.subject();
        String host = subject.request().flatMap(request -> request.headers().first("From"))
                .flatMap(IsFromLocal::host).orElse("");
        return ScriptFunction.of(!host.isEmpty() && (settings.get(ScriptSettings.DOMAINS).contains(host)
                || host.equals(bare(subject.fact(ScriptSubject.LOCAL_HOST)))));
    }

    private static Optional<String> host(String from) {
        try {
            return Optional.of(bare(Uri.of(NameAddress.parse(from).uri()).host()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As hosts are compared: an IPv6 address without its brackets, a name in small letters. */
    static String bare(String host) {
        String small = host.toLowerCase(Locale.ROOT);
        return small.startsWith("[") && small.endsWith("]") ? small.substring(1, small.length() - 1) : small;
    }
}
