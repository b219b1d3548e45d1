package imc.sip.jain.internal;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPTransactionErrorEvent;
import imc.api.sip.Flow;
import imc.api.sip.SipHop;
import imc.api.sip.TransportLayer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The way to where a request goes, which may not be known before it is sent. Safe for use by many threads. */
final class Outbound extends Channel {

    private final DialogStack stack;
    private final Ways.Way way;
    private volatile SIPClientTransaction transaction;
    /** Where it went; null before. */
    private SipHop taken;
    private String sentOverStream = "";
    private boolean isWaiting;

    Outbound(DialogStack stack, Point point, Ways.Way way) {
        super(point, way.host(), way.port());
        this.stack = stack;
        this.way = way;
    }

    /** Whoever has to know when nothing can be sent. */
    void of(SIPClientTransaction client) {
        transaction = client;
    }

    @Override
    public void setEncapsulatedClientTransaction(SIPClientTransaction client) {
        super.setEncapsulatedClientTransaction(client);
        transaction = client;
    }

    @Override
    public synchronized void sendMessage(SIPMessage message) throws IOException {
        CompletableFuture<List<SipHop>> places = way.places().toCompletableFuture();
        if (places.isDone()) {
            sendTo(places(places), message);
        } else if (!isWaiting) { // what is sent again meanwhile is the same
            isWaiting = true;
            places.whenComplete((found, failure) -> stack.thread().execute(() -> sendLater(places, message)));
        }
    }

    private void sendLater(CompletableFuture<List<SipHop>> places, SIPMessage message) {
        try {
            synchronized (this) {
                sendTo(places(places), message);
            }
        } catch (IOException e) {
            failed();
        }
    }

    private static List<SipHop> places(CompletableFuture<List<SipHop>> known) throws IOException {
        try {
            return known.join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** To the first that takes it; sent again, to the same. */
    private void sendTo(List<SipHop> places, SIPMessage message) throws IOException {
        String what = message instanceof SIPRequest request ? request.getMethod() : "";
        if (what.equals(sentOverStream) && !what.isEmpty()) {
            return; // It was taken for one that goes by UDP.
        }
        TransportLayer layer = stack.layer();
        IOException why = new IOException("there is no transport");
        for (SipHop place : taken != null ? List.of(taken) : places) {
            if (layer == null) {
                break;
            }
            try {
                OwnAddress.write(message, place.sentBy());
                layer.send(message.encodeAsBytes(place.to().transport()), place);
                taken = place;
                sentOverStream = place.to().kind().isReliable() ? what : "";
                return;
            } catch (IOException e) {
                why = e;
            }
        }
        throw why;
    }

    /** A connection has ended, and if it is this one no answer will come. */
    void ended(Flow flow) {
        boolean isIt;
        synchronized (this) {
            isIt = taken != null && taken.to().transport().equals(flow.transport())
                    && taken.to().host().equals(flow.host()) && taken.to().port() == flow.port();
        }
        if (isIt) {
            failed();
        }
    }

    private void failed() {
        SIPClientTransaction client = transaction;
        if (client != null) {
            client.raiseErrorEvent(SIPTransactionErrorEvent.TRANSPORT_ERROR);
        }
    }
}
