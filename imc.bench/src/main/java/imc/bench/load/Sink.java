package imc.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;

/**
 * What a member's phone does with a MESSAGE: answers each copy 200, a retransmission too, and reads whose copy it is
 * and of which message. Reused for message after message; for one thread.
 */
final class Sink {

    private static final byte[] STATUS_LINE = "SIP/2.0 200 OK\r\n".getBytes(US_ASCII);
    private static final byte[] TAG = ";tag=sink\r\n".getBytes(US_ASCII);
    private static final byte[] END = "Content-Length: 0\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] MEMBER = "sip:m".getBytes(US_ASCII);
    private static final byte[] BRANCH = ";branch=".getBytes(US_ASCII);

    private final byte[] run;
    private final byte[] answer = new byte[1 << 14];
    private int length;
    private int branch;
    private int member;
    private long message;
    private boolean notice;

    /** @param run the mark that is in every message of this run, followed by its number */
    Sink(byte[] run) {
        this.run = run;
    }

    /** Reads a request and makes its answer; false if that makes no sense. */
    boolean read(byte[] b, int from, int to) {
        length = 0;
        branch = 0;
        put(STATUS_LINE, 0, STATUS_LINE.length);
        int line = Scan.lineEnd(b, from, to);
        if (line < 0) {
            return false;
        }
        int user = Scan.behind(b, from, line, MEMBER);
        member = user < 0 ? -1 : (int) Scan.number(b, user, line);
        while (true) {
            int end = Scan.lineEnd(b, line, to);
            if (end < 0 || end - line > answer.length - length - 64) {
                return false;
            }
            if (end - line <= 2) {
                put(END, 0, END.length);
                body(b, end, to);
                return true;
            }
            header(b, line, end);
            line = end;
        }
    }

    /** RFC 3261 §8.2.6.2: Via, From, To, Call-ID and CSeq as in the request, and a tag. */
    private void header(byte[] b, int line, int end) {
        int first = b[line] | 0x20;
        int second = b[line + 1] | 0x20;
        boolean compact = b[line + 1] == ':' || b[line + 1] == ' ';
        if (first == 'v' && (second == 'i' || compact)) {
            if (branch == 0) {
                branch = branch(b, line, end);
            }
            put(b, line, end);
        } else if (first == 'f' && (second == 'r' || compact) || first == 'i' && compact
                || first == 'c' && (second == 's' || second == 'a')) {
            put(b, line, end);
        } else if (first == 't' && (second == 'o' || compact)) {
            put(b, line, end - (b[end - 2] == '\r' ? 2 : 1));
            put(TAG, 0, TAG.length);
        }
    }

    private static int branch(byte[] b, int line, int end) {
        int start = Scan.behind(b, line, end, BRANCH);
        int hash = 1;
        for (int i = start; i > 0 && i < end && b[i] != ';' && b[i] != ',' && b[i] != '\r'; i++) {
            hash = 31 * hash + b[i];
        }
        // The low bits of neighbours differ least where a counter is at the front.
        return hash * 0x9E3779B1;
    }

    private void body(byte[] b, int from, int to) {
        notice = to - from > 3 && b[from] == '*' && b[from + 1] == '*' && b[from + 2] == '*';
        int number = notice ? -1 : Scan.behind(b, from, to, run);
        message = number < 0 ? -1 : Scan.number(b, number, to);
    }

    private void put(byte[] b, int from, int to) {
        System.arraycopy(b, from, answer, length, to - from);
        length += to - from;
    }

    void answer(Wire.Path path) throws IOException {
        path.send(answer, length);
    }

    /** The member in the Request-URI, or -1. */
    int member() {
        return member;
    }

    /** A hash of the topmost Via's branch. */
    int transaction() {
        return branch;
    }

    /** The number of the message, or -1 if it is none of this run. */
    long message() {
        return message;
    }

    /** Whether it is the room's own word, as that somebody has joined. */
    boolean notice() {
        return notice;
    }
}
