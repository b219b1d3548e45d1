package imc.sip.internal.wire;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Binding requests by which a client finds out whether its flow over UDP is still there (RFC 5626 §4.4.2), as far as
 * that needs STUN (RFC 5389): the answer says where the request came from. It is at most 2.2 times as long.
 */
public final class Stun {

    private static final int HEAD = 20;
    private static final int REQUEST = 0x0001;
    private static final int SUCCESS = 0x0101;
    private static final int MAGIC = 0x2112A442;
    private static final int MAGIC_AT = 4;
    private static final int XOR_MAPPED_ADDRESS = 0x0020;
    private static final int IPV4_LENGTH = 4;

    private Stun() {
    }

    /** Whether it is a binding request, which no SIP message looks like. */
    public static boolean isRequest(byte[] data, int length) {
        if (length < HEAD || data[0] != 0) {
            return false;
        }
        ByteBuffer head = ByteBuffer.wrap(data);
        return head.getShort(0) == REQUEST && head.getInt(MAGIC_AT) == MAGIC
                && HEAD + head.getShort(2) == length;
    }

    /** The answer to a request. */
    public static byte[] answer(byte[] request, InetSocketAddress from) {
        byte[] ip = from.getAddress().getAddress();
        ByteBuffer answer = ByteBuffer.allocate(HEAD + 2 * MAGIC_AT + ip.length);
        answer.putShort((short) SUCCESS).putShort((short) (answer.capacity() - HEAD)).put(request, MAGIC_AT,
                HEAD - MAGIC_AT);
        answer.putShort((short) XOR_MAPPED_ADDRESS).putShort((short) (MAGIC_AT + ip.length));
        answer.putShort((short) (ip.length == IPV4_LENGTH ? 1 : 2)).putShort((short) (from.getPort() ^ MAGIC >>> 16));
        for (int i = 0; i < ip.length; i++) {
            answer.put((byte) (ip[i] ^ request[MAGIC_AT + i])); // the magic cookie, and behind it the transaction's id
        }
        return answer.array();
    }
}
