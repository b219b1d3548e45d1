package imc.sip.internal.server;

import imc.api.SipAddress;
import imc.api.sip.Flow;
import imc.api.sip.RawRequest;
import imc.api.sip.SentBy;
import imc.api.sip.SipResponse;
import imc.sip.internal.wire.Octets;
import imc.sip.internal.wire.RequestHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A request as it is given to a stack that has transactions of its own.
 *
 * @param isKnown whether it belongs to one that was given before
 */
record HandedOn(Request request, boolean isKnown) implements RawRequest {

    /** What stands in the place of an answer: retransmissions go the same way. */
    static final byte[] MARK = {0};

    private static final int STATUS = "SIP/2.0 ".length();
    private static final int FINAL = 200;

    @Override
    public byte[] message() {
        RequestHead parts = request.parts();
        byte[] data = parts.head().data();
        // What stands behind the body of a datagram is no part of it (RFC 3261 §18.3).
        int length = parts.head().bodyStart() + parts.bodyLength();
        String rewritten = request.rewritten();
        if (rewritten == null) {
            return length == data.length ? data : Arrays.copyOf(data, length);
        }
        byte[] uri = rewritten.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(length - (parts.uriEnd() - parts.uriStart()) + uri.length)
                .put(data, 0, parts.uriStart()).put(uri)
                .put(data, parts.uriEnd(), length - parts.uriEnd()).array();
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public Flow source() {
        return request.flow();
    }

    @Override
    public SentBy sentBy() {
        return request.sentBy();
    }

    @Override
    public Optional<SipAddress> identity() {
        return isKnown ? Optional.empty() : Optional.ofNullable(request.identity());
    }

    @Override
    public void answer(byte[] response) throws IOException {
        int status = status(response);
        request.send(response, status, !isKnown && status >= FINAL);
    }

    @Override
    public void refuse(SipResponse response) {
        if (!method().equals("ACK")) {
            request.answer(response);
        }
    }

    /** Three digits behind the version; 0 where there are none. */
    private static int status(byte[] response) {
        return response.length < STATUS + 3 ? 0 : Math.max(0, Octets.number(response, STATUS, STATUS + 3));
    }
}
