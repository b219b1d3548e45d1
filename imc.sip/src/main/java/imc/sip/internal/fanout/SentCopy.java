package imc.sip.internal.fanout;

import imc.api.transport.Delivery;
import imc.sip.internal.net.WriteQueue;
import imc.sip.internal.transaction.ClientTransaction;
import imc.sip.internal.transaction.ResponseReader;
import java.nio.ByteBuffer;

/** A copy in its transaction. */
final class SentCopy extends ClientTransaction {

    private final Copy copy;
    private final Destination.Way way;

    SentCopy(Copy copy, Destination.Way way) {
        super(way.route());
        this.copy = copy;
        this.way = way;
    }

    @Override
    public int length() {
        return copy.length(way);
    }

    @Override
    public void write(int itsSlot, long itsNumber, int more, ByteBuffer to) {
        copy.write(way, itsSlot, itsNumber, more, to);
    }

    @Override
    public boolean isOf(String method) {
        return copy.isOf(method);
    }

    @Override
    public boolean wantsAll() {
        return false;
    }

    @Override
    public boolean mayGo(int length) {
        return copy.mayGo(way, length);
    }

    @Override
    public void heard() {
        copy.heard(way);
    }

    @Override
    public void sent(WriteQueue queue) {
        copy.sent(queue);
    }

    @Override
    public void answered(int status, ResponseReader whole) {
        copy.answered(status, whole);
    }

    @Override
    public void ended(Delivery delivery) {
        copy.ended(delivery);
    }

    @Override
    public void failed(Throwable e) {
        copy.failed(e);
    }
}
