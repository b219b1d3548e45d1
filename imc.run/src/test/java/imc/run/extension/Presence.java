package imc.run.extension;

import imc.api.sip.NameAddress;
import imc.api.sip.OutgoingRequest;
import imc.api.sip.Recipient;
import imc.api.sip.SipAnswer;
import imc.api.sip.SipClient;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipRequest;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The whole of a bundle that tells those who watch a user what he has published (RFC 3856, RFC 3903, RFC 6665). Who
 * comes before there is anything to tell is answered when there is, or after half a minute. Nothing outlives it.
 */
@Component(property = {SipRequestHandler.METHOD + "=SUBSCRIBE", SipRequestHandler.METHOD + "=PUBLISH"})
public class Presence implements SipRequestHandler {

    /** So many users, and so many who watch them. */
    private static final int MOST = 1000;
    private static final int LONGEST_SECONDS = 3600;
    private static final int PATIENCE_SECONDS = 30;
    private static final SipResponse UNAVAILABLE = SipResponse.of(503);

    private final SipClient client;
    /** Everything is done here, one after the other; nothing that is done waits. */
    private final ExecutorService turn = Executors.newSingleThreadExecutor(task -> new Thread(task, "presence"));
    /** By Request-URI. */
    private final Map<String, SipRequest> published = new HashMap<>();
    private final Map<String, Watcher> watchers = new HashMap<>();

    @Activate
    public Presence(@Reference SipClient client) {
        this.client = client;
    }

    /** Whoever waits need not wait in vain. */
    @Deactivate
    void close() throws InterruptedException {
        turn.execute(() -> watchers.values().forEach(watcher -> watcher.accepted.complete(Optional.of(UNAVAILABLE))));
        turn.shutdown();
        turn.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<Optional<SipResponse>> answer(SipRequest request) {
        if (request.headers().first("Event").filter("presence"::equals).isEmpty()) {
            return SipRequestHandler.pass();
        }
        try {
            return CompletableFuture.supplyAsync(() -> request.method().equals("PUBLISH") ? publish(request)
                    : subscribe(request), turn).thenCompose(answer -> answer);
        } catch (RejectedExecutionException e) {
            return SipRequestHandler.now(UNAVAILABLE);
        }
    }

    private CompletionStage<Optional<SipResponse>> publish(SipRequest request) {
        if (published.size() == MOST && !published.containsKey(request.requestUri())) {
            return SipRequestHandler.now(UNAVAILABLE);
        }
        published.put(request.requestUri(), request);
        List.copyOf(watchers.values()).stream()
                .filter(watcher -> watcher.request.requestUri().equals(request.requestUri())).forEach(Watcher::tell);
        return SipRequestHandler.now(SipResponse.of(200).with("SIP-ETag", request.toTag())
                .with("Expires", Integer.toString(LONGEST_SECONDS)));
    }

    private CompletionStage<Optional<SipResponse>> subscribe(SipRequest request) {
        String dialog = request.headers().first("Call-ID").orElse("") + ' ' + request.toTag();
        Watcher watcher = watchers.get(dialog);
        if (watcher == null) {
            if (NameAddress.parse(request.headers().first("To").orElse("")).parameters().containsKey("tag")) {
                return SipRequestHandler.now(SipResponse.of(481));
            }
            if (watchers.size() == MOST || request.headers().first("Contact").isEmpty()) {
                return SipRequestHandler.now(watchers.size() == MOST ? UNAVAILABLE : SipResponse.of(400));
            }
            watcher = new Watcher(dialog, request);
            watchers.put(dialog, watcher);
        }
        watcher.lastFor(request.headers().first("Expires").orElse(""));
        if (published.containsKey(watcher.request.requestUri())) {
            turn.execute(watcher::tell); // after the answer
            return SipRequestHandler.now(watcher.acceptance());
        }
        return watcher.accepted;
    }

    /** A subscription and its dialog, whose other end is where its Contact says, or the flow over which it came. */
    private final class Watcher {

        final CompletableFuture<Optional<SipResponse>> accepted = new CompletableFuture<Optional<SipResponse>>()
                .completeOnTimeout(Optional.of(UNAVAILABLE), PATIENCE_SECONDS, TimeUnit.SECONDS);
        final SipRequest request;
        private final String dialog;
        private final Recipient peer;
        private long end;
        private int sequence;
        private boolean isTelling;
        private boolean hasNews;

        Watcher(String dialog, SipRequest request) {
            this.dialog = dialog;
            this.request = request;
            String contact = NameAddress.parse(request.headers().first("Contact").orElseThrow()).uri();
            this.peer = request.source().isConnection() ? new Recipient.OverFlow(request.source(), contact)
                    : new Recipient.Uri(contact);
        }

        void lastFor(String expires) {
            end = System.nanoTime() + TimeUnit.SECONDS.toNanos(expires.matches("[0-9]{1,9}")
                    ? Math.min(Integer.parseInt(expires), LONGEST_SECONDS) : LONGEST_SECONDS);
        }

        private long seconds() {
            return Math.max(0, TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime() + 999_999_999));
        }

        SipResponse acceptance() {
            return SipResponse.of(200).with("Contact", '<' + request.requestUri() + '>')
                    .with("Expires", Long.toString(seconds()));
        }

        void tell() {
            accepted.complete(Optional.of(acceptance()));
            if (accepted.join().orElseThrow() == UNAVAILABLE) {
                watchers.remove(dialog);
                return;
            }
            hasNews = true;
            next();
        }

        /** One NOTIFY after the other: over UDP they could overtake each other. */
        private void next() {
            if (isTelling || !hasNews) {
                return;
            }
            hasNews = false;
            isTelling = true;
            try {
                client.send(notification()).thenAcceptAsync(this::told, turn);
            } catch (IllegalArgumentException e) { // nothing can be sent to such a Contact
                watchers.remove(dialog);
            }
        }

        private void told(SipAnswer answer) {
            isTelling = false;
            if (answer.status() < 300) {
                next();
            } else {
                watchers.remove(dialog); // RFC 6665 §4.2.2
            }
        }

        private OutgoingRequest notification() {
            SipRequest state = published.get(request.requestUri());
            long left = seconds();
            if (left == 0) {
                watchers.remove(dialog);
            }
            SipHeaders headers = SipHeaders.NONE
                    .with("From", request.headers().first("To").orElseThrow() + ";tag=" + request.toTag())
                    .with("To", request.headers().first("From").orElseThrow())
                    .with("Call-ID", request.headers().first("Call-ID").orElseThrow())
                    .with("CSeq", ++sequence + " NOTIFY")
                    .with("Contact", '<' + request.requestUri() + '>').with("Event", "presence")
                    .with("Subscription-State", left == 0 ? "terminated;reason=timeout" : "active;expires=" + left)
                    .with("Content-Type", state.headers().first("Content-Type").orElse("text/plain"));
            for (String proxy : request.headers().all("Record-Route")) {
                headers = headers.with("Route", proxy);
            }
            return new OutgoingRequest("NOTIFY", peer, headers, state.body());
        }
    }
}
