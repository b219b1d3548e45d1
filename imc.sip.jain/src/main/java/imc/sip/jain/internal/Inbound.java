package imc.sip.jain.internal;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPResponse;
import imc.api.sip.Flow;
import imc.api.sip.RawRequest;
import imc.api.sip.TransportLayer;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import javax.sip.header.ExpiresHeader;

/** The way back to whoever has sent a request. */
final class Inbound extends Channel {

    private final RawRequest request;

    Inbound(Point point, RawRequest request) {
        super(point, request.source().host(), request.source().port());
        this.request = request;
    }

    Flow source() {
        return request.source();
    }

    /** What is counted of it in bytes while its transaction lasts. */
    int length() {
        return request.message().length;
    }

    @Override
    public void sendMessage(SIPMessage message) throws IOException {
        OwnAddress.write(message, request.sentBy());
        request.answer(message.encodeAsBytes(getTransport()));
        keep((SIPResponse) message);
    }

    /** A connection over which somebody has subscribed is wanted for as long as he is. */
    private void keep(SIPResponse response) {
        ExpiresHeader expires = response.getExpires();
        TransportLayer now = point().getSIPStack().layer();
        if (now != null && source().isConnection() && response.getStatusCode() / 100 == 2 && expires != null
                && expires.getExpires() > 0) {
            now.keep(source(), Duration.ofSeconds(expires.getExpires()));
        }
    }

    @Override
    protected void sendMessage(byte[] message, InetAddress receiver, int port, boolean reconnect) throws IOException {
        request.answer(message);
    }
}
