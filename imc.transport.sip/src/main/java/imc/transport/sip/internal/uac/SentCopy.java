package imc.transport.sip.internal.uac;

import imc.api.transport.Delivery;
import imc.transport.sip.internal.stack.WriteQueue;
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
    int length() {
        return copy.length(way);
    }

    @Override
    void write(int itsSlot, long itsNumber, int more, ByteBuffer to) {
        copy.write(way, itsSlot, itsNumber, more, to);
    }

    @Override
    boolean isOf(String method) {
        return method.equals("MESSAGE");
    }

    @Override
    boolean wantsAll() {
        return false;
    }

    @Override
    boolean mayGo(int length) {
        return copy.mayGo(way, length);
    }

    @Override
    void heard() {
        copy.heard(way);
    }

    @Override
    void sent(WriteQueue queue) {
        copy.sent(queue);
    }

    @Override
    void answered(int status, ResponseReader whole) {
        copy.answered(status, whole);
    }

    @Override
    void ended(Delivery delivery) {
        copy.ended(delivery);
    }

    @Override
    void failed(Throwable e) {
        copy.failed(e);
    }
}
