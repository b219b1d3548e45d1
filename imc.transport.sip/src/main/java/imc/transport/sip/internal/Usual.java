package imc.transport.sip.internal;

import imc.api.sip.SipHeaders;
import imc.transport.sip.internal.stack.Sender;
import imc.transport.sip.internal.stack.Shortcut;
import imc.transport.sip.internal.uac.FanOut;
import imc.transport.sip.internal.uas.UsualRequests;
import java.net.InetSocketAddress;

/** The short way of what is usual, past JAIN-SIP. */
record Usual(FanOut fanOut, UsualRequests requests) implements Shortcut {

    @Override
    public boolean message(byte[] data, int length, InetSocketAddress peer, Sender sender) {
        return fanOut.answered(data, length) || requests.take(data, length, peer, sender);
    }

    @Override
    public boolean response(String branch, int status, SipHeaders headers) {
        return fanOut.answered(branch, status, headers);
    }
}
