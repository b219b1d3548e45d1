package imc.sip.internal.udp;

import imc.sip.internal.stream.Unanswered;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Datagrams that one thread collects, so that they go out by one system call. Those to one receiver that are of one
 * length are one message to the system (UDP generic segmentation offload), which costs a fraction of as many messages.
 * Requests to one receiver keep their order; answers need none. Safe for use by many threads: others may send what one
 * has collected.
 */
final class Batch {

    /** How many datagrams there may be; the system cuts a message into no more either. */
    static final int SIZE = 64;
    /** By so many bytes at most a datagram is lengthened to be of one length with others. */
    static final int MAX_PADDING = 32;

    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);
    private static final int BYTES = SIZE * 1024;
    /** What is longer does not fit into a packet of every network. */
    private static final int MAX_SEGMENT = 1400;
    private static final int MAX_MESSAGE = 65_000;
    /** So many messages are looked through for one to the same receiver. */
    private static final int LOOK_BACK = 8;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
    private final long address = MessageVector.addressOf(bytes);
    private final MessageVector vector = new MessageVector(SIZE);
    private final int[] start = new int[SIZE + 1];
    /** The next datagram of the same message. */
    private final int[] next = new int[SIZE];
    private final Unanswered[] requests = new Unanswered[SIZE];
    private final Joint[] messages = new Joint[SIZE];
    private UdpSocket socket;
    private int count;
    private int messageCount;
    /** To whom the last request was that could not join others, and how long those to him are. */
    private InetSocketAddress usualReceiver;
    private int usualLength;

    /** Datagrams that are one message to the system: all of one length, but the last, which may be shorter. */
    private static final class Joint {
        private InetSocketAddress receiver;
        private boolean isOfRequests;
        private int segment;
        private int length;
        private int first;
        private int last;
        private boolean isComplete;

        private boolean takes(int more) {
            return !isComplete && more <= segment && length + more <= MAX_MESSAGE;
        }
    }

    Batch() {
        Arrays.setAll(messages, i -> new Joint());
    }

    /** How long a request of this length had best be, if it can be made longer. */
    synchronized int lengthFor(InetSocketAddress receiver, int length) {
        Joint joint = requestsTo(receiver);
        int best = joint != null && joint.takes(length) ? joint.segment
                : receiver.equals(usualReceiver) ? usualLength : length;
        return pads(length, best) ? best : length;
    }

    private static boolean pads(int length, int longer) {
        return longer >= length && longer - length <= MAX_PADDING;
    }

    /**
     * Collects a datagram; sends what has been collected where there is no room for it.
     *
     * @param request told if it cannot be sent; null for an answer
     * @return false where it is too long; then everything before it has been sent
     */
    boolean add(UdpSocket via, ByteBuffer datagram, InetSocketAddress receiver, Unanswered request) {
        List<Runnable> failed = List.of();
        boolean added;
        synchronized (this) {
            int length = datagram.remaining();
            added = length <= BYTES;
            if (!added || via != socket || count == SIZE || start[count] + length > BYTES) {
                failed = send();
                socket = via;
            }
            if (added) {
                put(datagram, receiver, request);
            }
        }
        failed.forEach(Runnable::run);
        return added;
    }

    private void put(ByteBuffer datagram, InetSocketAddress receiver, Unanswered request) {
        int length = datagram.remaining();
        bytes.put(start[count], datagram, datagram.position(), length);
        datagram.position(datagram.limit());
        start[count + 1] = start[count] + length;
        requests[count] = request;
        Joint joint = request == null ? answersTo(receiver, length) : requestsTo(receiver);
        if (joint != null && joint.takes(length)) {
            next[joint.last] = count;
            joint.length += length;
            joint.isComplete = length < joint.segment;
        } else {
            joint = messages[messageCount++];
            joint.receiver = receiver;
            joint.isOfRequests = request != null;
            joint.segment = length;
            joint.length = length;
            joint.first = count;
            joint.isComplete = length > MAX_SEGMENT || !socket.joins(receiver);
            if (request != null && !joint.isComplete
                    && !(receiver.equals(usualReceiver) && pads(length, usualLength))) {
                usualReceiver = receiver;
                usualLength = length;
            }
        }
        joint.last = count++;
    }

    /** The last one, because the requests to one receiver keep their order; null where there is none. */
    private Joint requestsTo(InetSocketAddress receiver) {
        return last(receiver, joint -> joint.isOfRequests);
    }

    private Joint answersTo(InetSocketAddress receiver, int length) {
        return last(receiver, joint -> !joint.isOfRequests && joint.segment == length);
    }

    private Joint last(InetSocketAddress receiver, Predicate<Joint> which) {
        for (int i = messageCount - 1; i >= Math.max(0, messageCount - LOOK_BACK); i--) {
            if (which.test(messages[i]) && messages[i].receiver.equals(receiver)) {
                return messages[i];
            }
        }
        return null;
    }

    /** Sends what has been collected. */
    void flush() {
        List<Runnable> failed;
        synchronized (this) {
            failed = send();
        }
        // Whoever is told may want to send something else.
        failed.forEach(Runnable::run);
    }

    /** Gives what tells the requests that could not be sent. */
    private List<Runnable> send() {
        if (count == 0) {
            return List.of();
        }
        List<Runnable> failed = new ArrayList<>(0);
        try {
            send(failed);
        } finally { // what goes wrong with these must not be in the way of the next ones
            for (int i = 0; i < messageCount; i++) {
                messages[i].receiver = null;
            }
            Arrays.fill(requests, 0, count, null);
            count = 0;
            messageCount = 0;
        }
        return failed;
    }

    private void send(List<Runnable> failed) {
        vector.clear();
        for (int i = 0; i < messageCount; i++) {
            Joint joint = messages[i];
            vector.message(joint.receiver, socket.isIpv6());
            next[joint.last] = -1;
            for (int at = joint.first; at >= 0; at = next[at]) {
                vector.datagram(address + start[at], start[at + 1] - start[at]);
            }
            if (joint.first != joint.last) {
                vector.segments(joint.segment);
            }
        }
        for (int sent = socket.send(vector, 0); sent < messageCount; sent = socket.send(vector, sent + 1)) {
            sendEach(messages[sent], failed);
        }
    }

    /** One after the other, because the system has not taken them together; or to learn what is in the way. */
    private void sendEach(Joint joint, List<Runnable> failed) {
        boolean sent = false;
        for (int at = joint.first; at >= 0; at = next[at]) {
            try {
                socket.send(bytes.slice(start[at], start[at + 1] - start[at]), joint.receiver);
                sent = true;
            } catch (IOException e) {
                unsent(joint, requests[at], e, failed);
            } catch (RuntimeException e) {
                unsent(joint, requests[at], new IOException(e), failed);
            }
        }
        if (sent && joint.first != joint.last) {
            socket.refusesJoint(joint.receiver);
        }
    }

    private static void unsent(Joint joint, Unanswered request, IOException why, List<Runnable> failed) {
        LOG.debug("A datagram could not be sent to {}", joint.receiver, why);
        if (request != null) {
            failed.add(() -> request.unsent(why));
        }
    }
}
