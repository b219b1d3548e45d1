package imc.sip.internal.udp;

import imc.api.sip.TransportKind;
import imc.sip.internal.net.Processor;
import imc.sip.internal.net.Reception;
import imc.sip.internal.net.Threads;
import imc.sip.internal.stream.Unanswered;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One UDP listening point: a socket, and a thread that receives. Answers are dealt with as they come; requests when
 * there is nothing more to be received, or much of it, with helpers if need be. Requests for one Request-URI are dealt
 * with in their order.
 */
public final class UdpProcessor implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(UdpProcessor.class);
    private static final int RECEIVED_AT_ONCE = 64;
    private static final int MAX_HELPERS = 3;
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long DRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** Two line ends; some send zeroes. */
    private static final int LONGEST_KEEP_ALIVE = 4;
    private static final byte[] RESPONSE = {'S', 'I', 'P', '/'};

    private final DatagramChannel socket;
    private final InetSocketAddress local;
    private final UdpSocket out;
    /** For the receiver alone, as what is read into. */
    private final Inbox inbox;
    private final byte[] received = new byte[UdpSocket.MAX_DATAGRAM];
    private final Batches batches;
    private final Selector selector;
    private final Reception reception;
    private final LongConsumer pause;
    private final Thread receiver;
    private final Stripes stripes;
    private final Moderation moderation = new Moderation(System::nanoTime);
    private final Silence silence = new Silence(System::nanoTime);
    private volatile boolean stopping;
    /** How often receiving has failed in a row. */
    private int failures;

    /** @param socket one that does not block: a thread that is interrupted while it blocks would close it */
    public UdpProcessor(DatagramChannel socket, InetSocketAddress local, Reception reception, Batches batches,
            BooleanSupplier joining) throws IOException {
        this(socket, local, reception, batches, joining, UdpSocket::inbox, LockSupport::parkNanos);
    }

    /**
     * @param inbox where it receives
     * @param pause lets so many nanoseconds pass, after a failure
     */
    UdpProcessor(DatagramChannel socket, InetSocketAddress local, Reception reception, Batches batches,
            BooleanSupplier joining, Function<UdpSocket, Inbox> inbox, LongConsumer pause) throws IOException {
        this.socket = socket;
        this.local = local;
        this.out = new UdpSocket(socket, descriptor(local), joining);
        this.batches = batches;
        try {
            this.inbox = inbox.apply(out);
            this.selector = Selector.open();
            socket.register(selector, SelectionKey.OP_READ);
        } catch (Throwable e) { // nobody else knows of the descriptor, which would keep the port
            out.close();
            throw e;
        }
        this.reception = reception;
        this.pause = pause;
        this.receiver = Threads.daemon("imc-sip udp " + local, this::receive);
        this.stripes = new Stripes("imc-sip udp " + local,
                Math.min(MAX_HELPERS, Runtime.getRuntime().availableProcessors() - 1));
    }

    private static Optional<Descriptor> descriptor(InetSocketAddress local) {
        try {
            return Descriptor.of(local);
        } catch (LinkageError e) {
            LOG.info("Datagrams are sent and received one by one: {}", e.toString());
            return Optional.empty();
        }
    }

    @Override
    public void beginReceiving() {
        stripes.start();
        receiver.start();
    }

    private void receive() {
        while (socket.isOpen() && !stopping) {
            try {
                if (!work() && !moderation.pause()) {
                    await();
                }
                failures = 0;
            } catch (Throwable e) { // this thread is the listening point; it ends with the socket only
                if (socket.isOpen()) {
                    reception.failed(e);
                    backOff();
                }
            }
        }
        drain();
    }

    /** What fails will most likely fail again at once, and this thread must not take a whole processor for that. */
    private void backOff() {
        pause.accept(Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(failures++, 20)));
    }

    /** What had come in before the end is still dealt with. */
    private void drain() {
        long end = System.nanoTime() + DRAIN_NANOS;
        try {
            while (work() && System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
        } catch (Throwable e) { // so it is not
            reception.failed(e);
        }
    }

    /** Whether there may be more to be done. */
    private boolean work() throws IOException {
        batches.begin();
        try {
            boolean more = receiveSome();
            return stripes.work() || more;
        } finally {
            batches.end();
        }
    }

    /** Receives what there is, but not for ever. Whether there may be more. */
    private boolean receiveSome() throws IOException {
        int count = 0;
        do {
            if (stripes.isFull()) {
                return true;
            }
            int more = inbox.receive();
            for (int i = 0; i < more; i++) {
                take(inbox.read(i, received), inbox.peer(i));
            }
            count += more;
        } while (inbox.mayHaveMore() && count < RECEIVED_AT_ONCE);
        return inbox.mayHaveMore();
    }

    private void take(int length, InetSocketAddress peer) {
        if (isResponse(received, length)) {
            moderation.answer();
            reception.message(received, length, peer, Reception.TAKEN, this);
            return;
        }
        if (isKeepAlive(received, length)) {
            return;
        }
        int retryAfter = reception.retryAfter(peer.getAddress());
        if (retryAfter > Reception.TAKEN && silence.holdsFor(peer.getAddress())) {
            // At the least cost there is: what others send is behind it. And as an answer, it is in no hurry.
            moderation.answer();
            reception.dropped();
            return;
        }
        moderation.request();
        byte[] request = Arrays.copyOf(received, length);
        stripes.add(hashOfUri(request), length, () -> reception.message(request, length, peer, retryAfter, this));
    }

    private static boolean isResponse(byte[] data, int length) {
        return length > RESPONSE.length && Arrays.equals(data, 0, RESPONSE.length, RESPONSE, 0, RESPONSE.length);
    }

    /** Whether it is only there to keep a NAT's mapping: nobody answers it, and it counts for nobody. */
    private static boolean isKeepAlive(byte[] data, int length) {
        for (int i = 0; i < length; i++) {
            if (i == LONGEST_KEEP_ALIVE || data[i] != '\r' && data[i] != '\n' && data[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Of what stands between the first blank and the next: a CANCEL follows its request. */
    private static int hashOfUri(byte[] request) {
        int at = 0;
        while (at < request.length && request[at] > ' ') {
            at++;
        }
        int hash = 0;
        for (at++; at < request.length && request[at] > ' '; at++) {
            hash = 31 * hash + request[at];
        }
        return hash;
    }

    private void await() throws IOException {
        selector.select();
        selector.selectedKeys().clear();
        // Only stop() ends this thread; an interruption that stayed would keep it from waiting ever again.
        Thread.interrupted();
    }

    @Override
    public TransportKind transport() {
        return TransportKind.UDP;
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public void send(byte[] datagram, InetSocketAddress receiver) throws IOException {
        send(ByteBuffer.wrap(datagram), receiver, null);
    }

    /**
     * Sends a datagram, perhaps together with others.
     *
     * @param request told if it cannot be sent after all; null for who does not want to know
     * @throws IOException where it cannot be sent
     */
    public void send(ByteBuffer datagram, InetSocketAddress receiver, Unanswered request) throws IOException {
        Batch batch = batchFor(receiver);
        if (batch == null || !batch.add(out, datagram, receiver, request)) {
            out.send(datagram, receiver);
        }
    }

    /** How long a request of this length had best be, if it can be made longer. */
    public int lengthFor(InetSocketAddress receiver, int length) {
        Batch batch = batchFor(receiver);
        return batch != null && out.joins(receiver) ? batch.lengthFor(receiver, length) : length;
    }

    /** Null where nothing is to wait; without native code there is not even a batch. */
    private Batch batchFor(InetSocketAddress receiver) {
        return out.collects(receiver) ? batches.current() : null;
    }

    @Override
    public void stop() {
        try {
            stopping = true;
            selector.wakeup();
            LockSupport.unpark(receiver);
            Threads.join(receiver);
            stripes.close();
            out.close();
            // Until then, the system keeps the port.
            selector.close();
        } catch (IOException e) {
            reception.failed(e);
        }
    }
}
