package imc.sip.internal.client;

import imc.api.sip.SipAnswer;
import imc.api.transport.Delivery;
import imc.sip.internal.net.WriteQueue;
import imc.sip.internal.route.NextHop;
import imc.sip.internal.route.Route;
import imc.sip.internal.transaction.Branch;
import imc.sip.internal.transaction.ClientTransaction;
import imc.sip.internal.transaction.ResponseReader;
import java.nio.ByteBuffer;

/** A request that was handed to us, on its way to one of the places where it is sought. */
final class Attempt extends ClientTransaction {

    private final Search search;
    private final NextHop hop;
    private final byte[] head;

    Attempt(Search search, NextHop hop, Route route) {
        goBy(route);
        this.search = search;
        this.hop = hop;
        this.head = hop.head(search.text().method() + ' ', route.via());
    }

    @Override
    public int length() {
        return head.length + Branch.LENGTH + search.text().rest().length;
    }

    @Override
    public void write(int itsSlot, long itsNumber, int more, ByteBuffer to) {
        to.put(head);
        Branch.write(itsSlot, itsNumber, more, to);
        to.put(search.text().rest());
    }

    @Override
    public boolean isOf(String method) {
        return method.equals(search.text().method());
    }

    @Override
    public boolean wantsAll() {
        return true;
    }

    @Override
    public NextHop hop() {
        return hop;
    }

    @Override
    public void sent(WriteQueue queue) {
        // It is one, and not one of many.
    }

    @Override
    public void answered(int status, ResponseReader whole) {
        search.ended(new SipAnswer(status, true, whole.reason(), whole.headers(), whole.body()));
    }

    @Override
    public void ended(Delivery delivery) {
        search.ended(SipAnswer.none(delivery.status()));
    }

    @Override
    public void failed(Throwable e) {
        search.failed(e);
    }
}
