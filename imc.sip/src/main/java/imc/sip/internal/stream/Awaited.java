package imc.sip.internal.stream;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests that came over a connection have no final answer yet. One that is never answered, as the
 * retransmission of another, counts for ever: its peer is only waited for a little longer at the end.
 */
final class Awaited {

    private static final int STATUS = "SIP/2.0 ".length();

    private final AtomicInteger requests = new AtomicInteger();

    /**
     * A message came.
     *
     * @return whether it is no response
     */
    boolean came(byte[] message, int start) {
        boolean isRequest = !isAt("SIP/", message, start);
        if (isRequest && !isAt("ACK ", message, start)) {
            requests.incrementAndGet();
        }
        return isRequest;
    }

    /**
     * A message goes.
     *
     * @return whether it is a final answer, and nobody waits for another one
     */
    boolean isLast(byte[] message) {
        return isAt("SIP/", message, 0) && message.length > STATUS && message[STATUS] != '1'
                && requests.updateAndGet(count -> Math.max(0, count - 1)) == 0;
    }

    boolean any() {
        return requests.get() > 0;
    }

    private static boolean isAt(String word, byte[] message, int start) {
        for (int i = 0; i < word.length(); i++) {
            if (start + i >= message.length || message[start + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
