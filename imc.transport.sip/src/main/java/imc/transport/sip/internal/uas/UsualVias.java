package imc.transport.sip.internal.uas;

import imc.transport.sip.internal.uas.HeadScan.Header;
import java.util.Arrays;

/**
 * The way of a request from its client through the proxies, as usual Vias: all of them go back in the answer, in their
 * order (RFC 3261 §8.2.6.2).
 *
 * @param below where the others begin and end, by turns
 */
record UsualVias(UsualVia top, int[] below) {

    private static final int[] NONE = {};

    /**
     * Null where one of them is not usual.
     *
     * @param protocol what the topmost has to begin with: {@code SIP/2.0/UDP} and a blank
     */
    static UsualVias of(HeadScan head, byte[] protocol) {
        byte[] data = head.data();
        ViaScan scan = new ViaScan(data, head.start(Header.VIA), head.end(Header.VIA));
        UsualVia top = Octets.startWith(data, head.start(Header.VIA), head.end(Header.VIA), protocol) && scan.next()
                ? scan.topmost() : null;
        if (top == null) {
            return null;
        }
        int[] below = NONE;
        int length = 0;
        for (int line = 0;; line++) {
            while (scan.hasNext()) {
                if (!scan.next()) {
                    return null;
                }
                if (length == below.length) {
                    below = Arrays.copyOf(below, Math.max(2, 2 * length));
                }
                below[length++] = scan.start();
                below[length++] = scan.end();
            }
            if (line == head.furtherVias()) {
                return new UsualVias(top, length == below.length ? below : Arrays.copyOf(below, length));
            }
            scan = new ViaScan(data, head.furtherViaStart(line), head.furtherViaEnd(line));
        }
    }
}
