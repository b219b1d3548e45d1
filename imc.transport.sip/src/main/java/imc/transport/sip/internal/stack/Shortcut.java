package imc.transport.sip.internal.stack;

import imc.api.sip.SipHeaders;
import java.net.InetSocketAddress;

/** Deals with what is usual before a parser sees it. What it leaves goes the way of everything else. */
public interface Shortcut {

    /** Nothing is usual. */
    Shortcut NONE = new Shortcut() {
        @Override
        public boolean message(byte[] data, int length, InetSocketAddress peer, Sender sender) {
            return false;
        }

        @Override
        public boolean response(String branch, int status, SipHeaders headers) {
            return false;
        }
    };

    /**
     * A datagram came in, or a whole message over a stream.
     *
     * @param data   where it begins; used again for the next one, unless it has just the length of this one
     * @param sender sends from where it was received, or over the same connection
     * @return whether nothing is left to be done
     */
    boolean message(byte[] data, int length, InetSocketAddress peer, Sender sender);

    /**
     * A response to a MESSAGE came in that was not usual, and could be read.
     *
     * @return whether nothing is left to be done
     */
    boolean response(String branch, int status, SipHeaders headers);
}
