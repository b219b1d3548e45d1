package imc.bench.load;

import java.util.Arrays;

/** What members say: the mark of this run, the message's number, and as much more as makes it long enough. */
final class Body {

    private final byte[] bytes;
    private final int mark;

    /** @param length of the whole, at least; so much that a number has room */
    Body(byte[] mark, int length) {
        this.mark = mark.length;
        bytes = new byte[Math.max(length, mark.length + 24)];
        Arrays.fill(bytes, (byte) 'x');
        System.arraycopy(mark, 0, bytes, 0, mark.length);
    }

    /** The same array each time, with this number in it. */
    byte[] numbered(long number) {
        int end = Decimal.write(number, bytes, mark);
        bytes[end] = ' ';
        Arrays.fill(bytes, end + 1, mark + 20, (byte) 'x');
        return bytes;
    }
}
