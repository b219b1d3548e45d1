package imc.sip.internal.server;

import imc.api.Answer;
import imc.api.Message;
import imc.api.sip.SentBy;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import imc.api.sip.SipRoute;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A request as an operator's route sees it. */
final class RoutedRequest implements SipRoute.Routed {

    private final Request request;
    private final BiConsumer<Request, Asker> server;
    private final Function<Request, Optional<Message>> reader;
    private volatile boolean isTold;
    /** As it is now; null while nobody has asked, or since it is another. */
    private volatile SipRequest whole;
    /** As {@link #whole}. */
    private volatile Optional<Message> message;

    /**
     * @param server has a message served, and gives its answer to whoever takes it
     * @param reader reads a message as whoever serves it does
     */
    RoutedRequest(Request request, BiConsumer<Request, Asker> server, Function<Request, Optional<Message>> reader) {
        this.request = request;
        this.server = server;
        this.reader = reader;
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public String requestUri() {
        return request.requestUri();
    }

    @Override
    public SipRequest request() {
        SipRequest now = whole;
        if (now == null) {
            now = request.asSipRequest();
            whole = now;
        }
        return now;
    }

    @Override
    public Optional<Message> message() {
        Optional<Message> now = message;
        if (now == null) {
            now = reader.apply(request);
            message = now;
        }
        return now;
    }

    @Override
    public SentBy local() {
        return request.sentBy();
    }

    @Override
    public void rewrite(String requestUri) {
        request.rewrite(requestUri);
        whole = null;
        message = null;
    }

    @Override
    public void append(Map<String, String> headers) {
        request.append(headers);
        message = null;
    }

    @Override
    public CompletionStage<SipRoute.Served> serve() {
        CompletableFuture<SipRoute.Served> served = new CompletableFuture<>();
        server.accept(request, new Asker() {
            @Override
            public void answer(SipResponse response) {
                served.complete(new SipRoute.Served(-response.status(), response));
            }

            @Override
            public void answer(Answer answer) {
                isTold = true;
                served.complete(new SipRoute.Served(answer.code(), SipResponse.of(answer)));
            }
        });
        return served;
    }

    /** Whether whoever served it has told of what he has refused. */
    boolean isTold() {
        return isTold;
    }
}
