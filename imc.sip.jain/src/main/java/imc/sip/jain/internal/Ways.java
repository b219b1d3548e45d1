package imc.sip.jain.internal;

import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPDialog;
import imc.api.sip.Flow;
import imc.api.sip.SipHop;
import imc.api.sip.TransportLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.sip.Dialog;
import javax.sip.SipException;
import javax.sip.address.Hop;
import javax.sip.header.RouteHeader;

/**
 * Where JAIN-SIP's requests go: the transport layer finds it out.
 *
 * @param transport gives null while there is none
 */
record Ways(Supplier<TransportLayer> transport, Dialogs dialogs) {

    private static final int USUAL_PORT = 5060;
    /** What a request grows by before it is sent: Via, tags, Content-Length. */
    private static final int GROWTH = 200;

    /**
     * A next hop as JAIN-SIP knows it: of a name that is still looked up, it is told what is most likely.
     *
     * @param places where to go, the best first; not before it is known
     */
    record Way(CompletionStage<List<SipHop>> places, String host, int port, String transport) implements Hop {

        @Override
        public String getHost() {
            return host;
        }

        @Override
        public int getPort() {
            return port;
        }

        @Override
        public String getTransport() {
            return transport;
        }
    }

    /**
     * In a dialog with somebody who came over a connection of his own, over that; else to where the request says. In a
     * dialog that somebody else has begun, that is to nobody but him: Contact and Record-Route are what he wrote.
     */
    Way of(SIPRequest request, SIPDialog dialog) throws SipException {
        TransportLayer layer = transport.get();
        if (layer == null) {
            throw new SipException("there is no transport");
        }
        Optional<SipHop> back = overConnection(layer, dialog, request);
        if (back.isPresent()) {
            return way(CompletableFuture.completedStage(List.of(back.get())), back, request);
        }
        if (request.getToTag() != null && (dialog == null || dialogs.owner(dialog).isEmpty())) {
            throw new SipException("the dialog is over"); // and nobody knows any more who had begun it
        }
        try {
            CompletionStage<List<SipHop>> places = places(layer, request, dialog);
            CompletableFuture<List<SipHop>> known = places.toCompletableFuture();
            return way(places, known.isDone() && !known.isCompletedExceptionally()
                    ? Optional.of(known.join().get(0)) : Optional.empty(), request);
        } catch (IllegalArgumentException e) {
            throw new SipException(e.getMessage(), e);
        }
    }

    private CompletionStage<List<SipHop>> places(TransportLayer layer, SIPRequest request, SIPDialog dialog) {
        String target = request.getRequestURI().toString();
        int length = request.encode().length() + GROWTH;
        Optional<Flow> source = dialog == null ? Optional.empty() : dialogs.source(dialog);
        return source.isPresent() ? layer.locate(target, routes(request), length, source.get())
                : layer.locate(target, routes(request), length);
    }

    private Optional<SipHop> overConnection(TransportLayer layer, Dialog dialog, SIPRequest request) {
        Optional<Flow> flow = dialog == null || request.getRouteHeaders() != null ? Optional.empty()
                : dialogs.connection(dialog);
        return flow.flatMap(layer::over);
    }

    private static Way way(CompletionStage<List<SipHop>> places, Optional<SipHop> first, SIPRequest request) {
        if (first.isPresent()) {
            Flow to = first.get().to();
            return new Way(places, to.host(), to.port(), to.transport());
        }
        boolean secure = request.getRequestURI().getScheme().equalsIgnoreCase("sips");
        return new Way(places, "name.invalid", USUAL_PORT, secure ? "tls" : "udp");
    }

    private static List<String> routes(SIPRequest request) {
        RouteList routes = request.getRouteHeaders();
        List<String> values = new ArrayList<>();
        if (routes != null) {
            for (RouteHeader route : routes) {
                values.add(route.getAddress().toString());
            }
        }
        return values;
    }
}
