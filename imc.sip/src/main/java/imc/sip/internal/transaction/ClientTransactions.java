package imc.sip.internal.transaction;

import imc.api.sip.TransportKind;
import imc.api.transport.Delivery;
import imc.sip.internal.figures.Faults;
import imc.sip.internal.route.NoRouteException;
import imc.sip.internal.route.Unproven;
import imc.sip.internal.wire.UnreadableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All client transactions (RFC 3261 §17.1.2): each stands in a slot that its branch names, so that matching a response
 * (§17.1.3) is an index and a comparison. A slot that is taken is never given to another.
 */
public final class ClientTransactions implements AutoCloseable {

    static final int SLOTS = 1 << 18;

    private static final Logger LOG = LoggerFactory.getLogger(ClientTransactions.class);
    /** Well above the longest request that goes by UDP where it can go by a stream. */
    private static final int BUFFER = 4096;
    private static final int MAX_PROBES = 4096;
    private static final int TICKS_OF_T1 = 10;
    private static final int TICKS_OF_T2 = 8 * TICKS_OF_T1;
    private static final int TICKS_OF_TIMER_F = 64 * TICKS_OF_T1;

    private final AtomicReferenceArray<ClientTransaction> slots = new AtomicReferenceArray<>(SLOTS);
    private final AtomicInteger nextSlot = new AtomicInteger();
    private final BranchNumbers numbers = new BranchNumbers();
    private final Answerers answerers;
    final Unproven unproven;
    private final Faults faults;
    private final TimerWheel timers;
    private final ThreadLocal<ByteBuffer> buffers = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER));
    private volatile boolean closed;

    /**
     * @param t1        Timer T1 in milliseconds
     * @param nanoTime  as {@link System#nanoTime()}
     * @param answerers whose answers count
     * @param unproven  how much goes to who has never answered
     * @param aging     is run every 13 seconds or so
     */
    public ClientTransactions(int t1, LongSupplier nanoTime, Answerers answerers, Unproven unproven,
            Faults faults, Runnable aging) {
        this.answerers = answerers;
        this.unproven = unproven;
        this.faults = faults;
        this.timers = new TimerWheel(Math.max(1, t1 / TICKS_OF_T1), nanoTime, this::due, () -> age(aging));
    }

    private void age(Runnable aging) {
        try {
            aging.run();
        } catch (Throwable e) { // all timers run on this thread
            faults.add("What nobody has used for a while was not forgotten{}", "", e);
        }
    }

    /**
     * Sends a request, once, and sends it again as need be. Never waits.
     *
     * @throws IOException where it could not be sent; then, and whatever else is thrown, its end is not told
     */
    public void send(ClientTransaction request) throws IOException {
        request.all = this;
        request.number = numbers.next();
        long now = timers.now();
        request.interval = TICKS_OF_T1;
        request.end = now + TICKS_OF_TIMER_F;
        keep(request);
        if (closed) {
            abandon(request, Delivery.TRANSPORT_ERROR.shared());
            return;
        }
        try {
            request.transmit(buffers.get());
            timers.add(request.slot, now + TICKS_OF_T1, request);
        } catch (Throwable e) { // the slot is free again, and nobody writes it
            request.settled();
            if (slots.compareAndSet(request.slot, request, null)) {
                throw e;
            }
        }
    }

    private void keep(ClientTransaction request) throws IOException {
        for (int probe = 0; probe < MAX_PROBES; probe++) {
            request.slot = nextSlot.getAndIncrement() & SLOTS - 1;
            if (slots.get(request.slot) == null && slots.compareAndSet(request.slot, null, request)) {
                return;
            }
        }
        throw new NoRouteException(Delivery.TRANSPORT_ERROR.shared(), "too many messages wait for their answers");
    }

    /**
     * A response came in, or something that begins so. What is over is dropped, and so is what comes from somewhere
     * else than the request went to.
     *
     * @param peer where it came from, by that transport
     * @return the response, where it has one branch, which was not made here; else null
     * @throws UnreadableException where it cannot be read
     */
    public ResponseReader answered(byte[] data, int length, InetSocketAddress peer, TransportKind by)
            throws UnreadableException {
        ResponseScan usual = ResponseScan.of(data, length);
        if (usual != null) {
            ClientTransaction request = at(usual.slot(), usual.number(), peer, by);
            if (request != null && request.wantsAll()) {
                answered(ResponseReader.read(Arrays.copyOf(data, length)), peer, by);
            } else if (request != null && request.isOf(ResponseScan.METHOD_NAME)) {
                answered(request, usual.status(), null);
            }
            return null;
        }
        return answered(ResponseReader.read(Arrays.copyOf(data, length)), peer, by);
    }

    private ResponseReader answered(ResponseReader response, InetSocketAddress peer, TransportKind by) {
        if (response == null || !response.isOurs()) {
            return response;
        }
        ClientTransaction request = at(Branch.slot(response.data(), response.branch()),
                Branch.number(response.data(), response.branch()), peer, by);
        if (request != null && request.isOf(response.method())) {
            answered(request, response.status(), response);
        }
        return null;
    }

    private ClientTransaction at(int slot, long number, InetSocketAddress peer, TransportKind by) {
        ClientTransaction request = slot < SLOTS ? slots.get(slot) : null;
        return request != null && request.number == number && answerers.include(peer, by, request.route()) ? request
                : null;
    }

    private void answered(ClientTransaction request, int status, ResponseReader whole) {
        unproven.answered(request.hop(), request.route());
        if (status < 200) {
            request.proceeding = true;
        } else if (slots.compareAndSet(request.slot, request, null)) {
            request.settled();
            request.answered(status, whole);
        }
    }

    /** A connection ended before the answer came: another one may do, once. */
    void lost(ClientTransaction request) {
        if (slots.get(request.slot) != request) {
            return;
        }
        if (!request.again) {
            request.again = true;
            try {
                request.transmit(buffers.get());
                return;
            } catch (IOException e) {
                LOG.debug("A request could not be sent again: {}", e.getMessage());
                unsent(request, e);
                return;
            } catch (Throwable e) { // others are lost, too, and want to be told
                fail(request, e);
            }
        }
        abandon(request, Delivery.TRANSPORT_ERROR);
    }

    /** It could not be sent, and there is no use in trying again. */
    void unsent(ClientTransaction request, IOException why) {
        abandon(request, NoRouteException.outcome(why));
    }

    /** Timer E or Timer F. */
    private void due(int slot, long tick) {
        ClientTransaction request = slots.get(slot);
        if (request == null || request.due != tick) {
            return; // Another one has the place by now.
        }
        try {
            long now = timers.now();
            if (now >= request.end || request.hasMoved()) {
                abandon(request, Delivery.TIMED_OUT);
                return;
            }
            request.interval = request.proceeding ? TICKS_OF_T2 : Math.min(2 * request.interval, TICKS_OF_T2);
            try {
                request.retransmit(buffers.get());
            } catch (IOException e) {
                LOG.debug("A request could not be sent again; it will be tried once more", e);
            }
            timers.add(slot, Math.min(now + request.interval, request.end), request);
        } catch (Throwable e) { // the timers of all others run on this thread
            fail(request, e);
        }
    }

    private void fail(ClientTransaction request, Throwable e) {
        request.settled();
        if (slots.compareAndSet(request.slot, request, null)) {
            request.failed(e);
        }
    }

    private void abandon(ClientTransaction request, Delivery how) {
        request.settled();
        if (slots.compareAndSet(request.slot, request, null)) {
            request.ended(how);
        }
    }

    /** Tells all that is open as a transport error, and so whatever is sent from now on. */
    @Override
    public void close() {
        closed = true;
        timers.close();
        for (int slot = 0; slot < SLOTS; slot++) {
            ClientTransaction request = slots.get(slot);
            if (request != null) {
                abandon(request, Delivery.TRANSPORT_ERROR.shared());
            }
        }
    }
}
