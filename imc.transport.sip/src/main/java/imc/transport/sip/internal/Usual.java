package imc.transport.sip.internal;

import imc.transport.sip.internal.stack.DatagramSender;
import imc.transport.sip.internal.stack.Shortcut;
import imc.transport.sip.internal.uac.FanOut;
import java.net.InetSocketAddress;

/** The short way of what is usual, past JAIN-SIP. */
record Usual(FanOut fanOut) implements Shortcut {

    @Override
    public boolean datagram(byte[] data, int length, InetSocketAddress peer, DatagramSender sender) {
        return fanOut.answered(data, length);
    }

    @Override
    public boolean response(String branch, String method, int status) {
        return fanOut.answered(branch, method, status);
    }
}
