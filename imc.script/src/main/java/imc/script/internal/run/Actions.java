package imc.script.internal.run;

import imc.api.Message;
import imc.api.script.RequestActions;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipResponse;
import imc.api.sip.SipRoute;
import imc.api.sip.SipRoute.Decision;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a script has done with a request until now. For one thread at a time. */
final class Actions implements RequestActions {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,64}");
    private static final Pattern LINE = Pattern.compile("(?:[^\\p{Cntrl}]|\\t)*");
    /** Of all headers that are appended, in characters. */
    private static final int MOST_APPENDED = 4096;

    private final SipRoute.Routed request;
    private final Consumer<String> log;
    private final Map<String, String> appended = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private @Nullable SipResponse reply;
    private @Nullable CompletionStage<SipRoute.Served> serving;
    private SipRoute.@Nullable Served served;
    private boolean dropped;

    /** @param log takes what is wrong, for once */
    Actions(SipRoute.Routed request, Consumer<String> log) {
        this.request = request;
        this.log = log;
    }

    @Override
    public boolean reply(SipResponse answer) {
        if (reply != null) {
            log.accept("the request is answered " + reply.status() + " already; " + answer.status() + " is not sent");
            return false;
        }
        reply = answer;
        return true;
    }

    @Override
    public CompletionStage<Integer> serve() {
        if (serving == null) {
            serving = request.serve();
        }
        CompletableFuture<SipRoute.Served> done = serving.toCompletableFuture();
        if (done.isDone()) {
            served = done.join();
            return CompletableFuture.completedFuture(served.code());
        }
        return done.thenApply(result -> {
            served = result;
            return result.code();
        });
    }

    @Override
    public void drop() {
        dropped = true;
    }

    @Override
    public void append(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no header's name");
        }
        if (!LINE.matcher(value).matches()) {
            throw new IllegalArgumentException("the value of " + name + " has a line end or a control character in it");
        }
        if (SipHeaders.isSetByServer(name)) {
            throw new IllegalArgumentException("the server sets " + name + " itself");
        }
        if (Message.HEADERS.stream().anyMatch(name::equalsIgnoreCase)) {
            throw new IllegalArgumentException("the server takes " + name + " from the message itself");
        }
        appended.merge(name, value, (one, other) -> one + ", " + other);
        int length = appended.entrySet().stream().mapToInt(all -> all.getKey().length()
                + all.getValue().length()).sum();
        if (length > MOST_APPENDED) {
            throw new IllegalArgumentException("more than " + MOST_APPENDED + " characters would be appended");
        }
        request.append(appended);
    }

    @Override
    public Map<String, String> appended() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(appended));
    }

    @Override
    public void rewrite(String requestUri) {
        request.rewrite(requestUri);
    }

    boolean isDropped() {
        return dropped;
    }

    /** What serving it has returned; empty where it was not served. */
    String code() {
        return served == null ? "" : Integer.toString(served.code());
    }

    /** How the request will be answered, as it is now. */
    Optional<SipResponse> answer() {
        return Optional.ofNullable(reply).or(() -> Optional.ofNullable(served).map(SipRoute.Served::answer));
    }

    /** @param exited whether the script has said that it is the end */
    Decision decision(boolean exited) {
        if (dropped) {
            return Decision.DROP;
        }
        return answer().map(Decision::answered).orElse(exited ? Decision.DROP : Decision.ONWARD);
    }
}
