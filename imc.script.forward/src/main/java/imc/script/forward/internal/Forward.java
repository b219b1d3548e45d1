package imc.script.forward.internal;

import imc.api.config.Settings;
import imc.api.log.EventLog;
import imc.api.script.RequestActions;
import imc.api.script.ScriptCall;
import imc.api.script.ScriptFunction;
import imc.api.script.ScriptFunctionProperties;
import imc.api.sip.SipAnswer;
import imc.api.sip.SipClient;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code forward("sip:proxy.example.com")}: sends a request that is not ours on, and brings its answer back. It has a
 * transaction on each side, so that retransmissions end here; to where, {@code forward_to} bounds, so that it is no
 * relay for everybody.
 */
@Component(service = ScriptFunction.class, configurationPid = ForwardSettings.PID)
@Designate(ocd = ForwardConfiguration.class)
@ScriptFunctionProperties(name = "forward",
        arguments = "[uri] Where to; without it, where the Request-URI says",
        help = "Sends the request to another server, among forward_to (PID imc.script.forward), and answers as that"
                + " does")
public final class Forward implements ScriptFunction {

    private static final Logger LOG = LoggerFactory.getLogger(Forward.class);
    /** Such begin a dialog, whose tags and routes this does not keep, or need more than a transaction. */
    private static final List<String> NOT_FORWARDED = List.of("ACK", "CANCEL", "INVITE", "REFER", "SUBSCRIBE");
    /** No quotes, blanks or angle brackets: it stands in a header. */
    private static final Pattern URI = Pattern.compile("(?i)sips?:(?:[^@<>\"\\s\\p{Cntrl}]*@)?"
            + "(\\[[0-9a-f:.]+\\]|[a-z0-9_.-]+)(?::[0-9]{1,5})?(?:;[^<>\"\\s\\p{Cntrl}?@]*)?");

    private final SipClient client;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile Settings settings = ForwardSettings.initial();

    @Activate
    public Forward(@Reference SipClient client, Map<String, Object> configuration) {
        this.client = client;
        modified(configuration);
    }

    @Modified
    void modified(Map<String, Object> configuration) {
        settings = settings.with(configuration, LOG::error);
        told.set(false);
    }

    @Override
    public CompletionStage<Integer> call(ScriptCall call) {
        RequestActions actions = call.request().orElse(null);
        SipRequest request = call.subject().request().orElse(null);
        if (actions == null || request == null) {
            return FALSE;
        }
        Optional<String> next = call.count() == 0 ? Optional.empty() : Optional.of(call.text(0));
        String to = next.orElse(request.requestUri());
        if (NOT_FORWARDED.contains(request.method()) || !isAllowed(to)) {
            say(request.method(), to);
            return refused(actions, SipResponse.of(403));
        }
        Optional<Integer> forwards = Copy.forwards(request);
        if (forwards.isEmpty()) {
            return refused(actions, SipResponse.of(400, "Max-Forwards cannot be read"));
        }
        if (forwards.get() == 0) {
            return refused(actions, SipResponse.of(483));
        }
        if (request.headers().first("Proxy-Require").isPresent()) {
            return refused(actions, unsupported(request)); // RFC 3261 §16.3 step 5
        }
        return client.send(Copy.of(request, next, forwards.get() - 1, actions.appended()))
                .thenApply(answer -> answered(actions, answer));
    }

    /** Once: strangers choose what stands in a request. */
    private void say(String method, String to) {
        String what = "forward(): {} to {} is answered 403: it has to be a sip or sips URI with a host among forward_to"
                + " '{}', and a method other than {}";
        if (told.compareAndSet(false, true)) {
            LOG.warn(what + ". Further ones are told at DEBUG", EventLog.quoted(method), EventLog.quoted(to),
                    settings.get(ForwardSettings.FORWARD_TO), NOT_FORWARDED);
        } else {
            LOG.debug(what, EventLog.quoted(method), EventLog.quoted(to), settings.get(ForwardSettings.FORWARD_TO),
                    NOT_FORWARDED);
        }
    }

    private static SipResponse unsupported(SipRequest request) {
        SipResponse response = SipResponse.of(420);
        for (String option : request.headers().all("Proxy-Require")) {
            response = response.with("Unsupported", option);
        }
        return response;
    }

    private static CompletionStage<Integer> refused(RequestActions actions, SipResponse response) {
        actions.reply(response);
        return FALSE;
    }

    private static int answered(RequestActions actions, SipAnswer answer) {
        SipResponse response = Copy.of(answer);
        actions.reply(response);
        return response.status() < 300 ? 1 : -response.status();
    }

    /** Whether a URI has a host to which may be sent. */
    private boolean isAllowed(String uri) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches() || uri.toLowerCase(Locale.ROOT).contains(";maddr=")) { // it would lead elsewhere
            return false;
        }
        String host = matcher.group(1).toLowerCase(Locale.ROOT);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return settings.get(ForwardSettings.FORWARD_TO).contains(bare);
    }
}
