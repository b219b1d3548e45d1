package imc.sip.internal.server;

import imc.api.sip.Flow;
import imc.api.sip.RawResponse;
import imc.api.sip.SipResponse;
import imc.api.sip.TransactionLayer;
import imc.sip.internal.net.Sender;
import imc.sip.internal.transaction.ResponseReader;
import imc.sip.internal.transaction.ServerTransactions;
import imc.sip.internal.transaction.TransactionId;
import imc.sip.internal.transaction.TransactionKeys;
import imc.sip.internal.wire.RequestHead;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Hands on what is for stacks that have transactions of their own. */
final class Stacks {

    private static final String COOKIE = "z9hG4bK";

    private final Methods methods;
    private final Application application;
    private final TransactionKeys keys;
    private final ServerTransactions transactions;

    Stacks(Methods methods, Application application, TransactionKeys keys, ServerTransactions transactions) {
        this.application = application;
        this.methods = methods;
        this.keys = keys;
        this.transactions = transactions;
    }

    /** The method of the request that is to be cancelled, where that was handed on. */
    Optional<String> cancelled(RequestHead cancel, TransactionId id, InetAddress source) {
        return methods.cancelled().stream().filter(method -> transactions.isAnswered(
                keys.cancelled(id, cancel, method, source), HandedOn.MARK)).findFirst();
    }

    /**
     * Hands on what belongs to a request that was handed on before.
     *
     * @param method of that request
     */
    void again(Request request, String method) {
        if (request.hasCookie()) {
            methods.layer(method).ifPresent(layer -> layer.request(new HandedOn(request, true)));
        }
    }

    /** Hands on what nobody else answers. Whether there is a stack that asks for it. */
    boolean take(Request request) {
        Optional<TransactionLayer> layer = methods.layer(request.method());
        if (layer.isPresent() && !request.hasCookie()) {
            request.answer(SipResponse.of(400, "The branch is none of RFC 3261"));
        } else if (layer.isPresent()) {
            if (!identified(request)) {
                return true;
            }
            request.handOn();
            if (!layer.get().request(new HandedOn(request, false))) {
                request.answer(Requests.UNAVAILABLE);
            }
        }
        return layer.isPresent();
    }

    /** Who has sent it is known to a filter, or to a proxy that is trusted; else it is answered. */
    private boolean identified(Request request) {
        try {
            if (request.identity() == null) {
                application.asserted(request).ifPresent(request::identify);
            }
            return true;
        } catch (IllegalArgumentException e) {
            request.answer(SipResponse.of(400, e.getMessage()));
            return false;
        }
    }

    /** Hands on a response; whether somebody knows it. */
    boolean response(ResponseReader response, InetSocketAddress peer, Sender sender) {
        String branch = response.branchText();
        List<TransactionLayer> layers = methods.layers();
        if (layers.isEmpty() || !branch.regionMatches(true, 0, COOKIE, 0, COOKIE.length())) {
            return false;
        }
        RawResponse raw = new RawResponse(response.message(), response.status(), response.method(), branch,
                new Flow(sender.transport().toString(), peer.getAddress().getHostAddress(), peer.getPort(),
                        sender.flowId()));
        return layers.stream().anyMatch(layer -> layer.response(raw));
    }
}
