package imc.sip.internal.server;

import imc.api.sip.SipResponse;
import imc.sip.internal.transaction.AnswerText;
import imc.sip.internal.transaction.ResponseText;
import imc.sip.internal.transaction.TransactionKeys;
import imc.sip.internal.wire.HeadScan;
import imc.sip.internal.wire.Header;
import imc.sip.internal.wire.NameScan;
import imc.sip.internal.wire.Octets;
import imc.sip.internal.wire.TopmostVia;
import imc.sip.internal.wire.UnreadableException;
import imc.sip.internal.wire.ViaScan;
import java.net.InetSocketAddress;

/**
 * The answer to a request that no transaction can be made of (RFC 3261 §8.2.7, §16.3 step 1).
 *
 * @param via    null where it cannot be read
 * @param tagged whether To has a tag
 */
record Refusal(SipResponse response, HeadScan head, TopmostVia via, boolean tagged) {

    private static final byte[] VERSION = Octets.of(" sip/");
    private static final byte[] ACK = Octets.of("ACK ");

    /** Null where this is no request, is an ACK, or lacks what a response needs: it is dropped. */
    static Refusal of(UnreadableException unreadable) {
        HeadScan head = unreadable.head() == null ? null : HeadScan.ofPart(unreadable.head());
        if (head == null || !isAnswerable(head) || !Header.NEEDED.stream().allMatch(head::has)) {
            return null;
        }
        byte[] data = head.data();
        ViaScan via = new ViaScan(data, head.start(Header.VIA), head.end(Header.VIA));
        NameScan to = NameScan.of(data, head.start(Header.TO), head.end(Header.TO));
        return new Refusal(SipResponse.of(unreadable.status(), unreadable.getMessage()), head,
                via.next() ? via.topmost() : null, to != null && to.isTagged());
    }

    private static boolean isAnswerable(HeadScan head) {
        byte[] data = head.data();
        int end = head.firstLineEnd();
        boolean request = false;
        for (int i = 1; i < end && !request; i++) {
            request = Octets.startWithAnyCase(data, i, end, VERSION);
        }
        return request && !Octets.startWith(data, 0, end, ACK);
    }

    /** The same for the same request. */
    byte[] text(InetSocketAddress peer, TransactionKeys keys) {
        return ResponseText.of(AnswerText.of(response), head, via, peer, tagged ? null : keys.tag(head.data()), false);
    }
}
