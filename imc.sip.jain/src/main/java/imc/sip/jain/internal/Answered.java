package imc.sip.jain.internal;

import gov.nist.javax.sip.message.SIPMessage;
import imc.api.sip.Flow;
import java.io.IOException;
import java.net.InetAddress;

/** Where a response came from, to whom nothing is sent by this way. */
final class Answered extends Channel {

    Answered(Point point, Flow source) {
        super(point, source.host(), source.port());
    }

    @Override
    void send(SIPMessage message) throws IOException {
        throw new IOException("a response is not answered");
    }

    @Override
    protected void sendMessage(byte[] message, InetAddress receiver, int port, boolean reconnect) throws IOException {
        throw new IOException("a response is not answered");
    }
}
