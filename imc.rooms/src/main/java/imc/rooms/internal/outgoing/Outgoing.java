package imc.rooms.internal.outgoing;

import imc.api.Content;
import imc.api.Message;
import imc.api.SipAddress;
import imc.api.command.Notice;
import imc.api.command.TextParts;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.DeliveryListener;
import imc.api.transport.Transport;
import imc.rooms.internal.content.Cpim;
import imc.rooms.internal.content.CpimUsers;
import imc.rooms.internal.report.Failures;
import imc.rooms.internal.time.Timing;
import imc.rooms.internal.whiteboard.Keeping;
import imc.rooms.internal.whiteboard.Listeners;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The way out: hands what rooms send to the transport, if there is one. */
@Component(service = Outgoing.class)
public final class Outgoing {

    /** Nobody but {@link Listeners} want to know what becomes of it. */
    private static final DeliveryListener UNOBSERVED = (broadcast, receiver, delivery) -> { };

    private final CpimUsers cpimUsers;
    private final Listeners listeners;
    private final Keeping keeping;
    private final Failures failures;
    private final Map<Transport, Way> ways = new ConcurrentHashMap<>();
    private final AtomicReference<Transport> transport = new AtomicReference<>();
    private final HeldNotices held;
    private final LongAdder undeliverable = new LongAdder();

    @Activate
    public Outgoing(@Reference CpimUsers cpimUsers, @Reference Listeners listeners, @Reference Keeping keeping,
            @Reference Failures failures, @Reference Timing timing) {
        this.held = new HeldNotices(timing::nanoTime);
        this.cpimUsers = cpimUsers;
        this.listeners = listeners;
        this.keeping = keeping;
        this.failures = failures;
    }

    /** A transport has come; it carries what is sent from now on. */
    public void bindTransport(Transport arrived) {
        Way way = new Way(arrived);
        ways.put(arrived, way);
        held.sendTo(way, () -> transport.set(way));
    }

    /** A transport goes. */
    public void unbindTransport(Transport leaving) {
        Way way = ways.remove(leaving);
        if (way != null) {
            way.closed = true;
            transport.compareAndSet(way, null);
        }
    }

    /** A transport, and what becomes of its copies. */
    private final class Way implements Transport, DeliveryListener {

        private final Transport carrier;
        /** What fails when the transport goes says nothing about the receiver. */
        private volatile boolean closed;

        Way(Transport carrier) {
            this.carrier = carrier;
        }

        @Override
        public void send(Broadcast broadcast, DeliveryListener listener) {
            if (listener == UNOBSERVED) {
                carrier.send(broadcast, this);
                return;
            }
            Observed observed = new Observed(this, broadcast, listener);
            try {
                carrier.send(broadcast, observed);
            } catch (Throwable e) {
                observed.endOthers();
                throw e;
            }
        }

        @Override
        public void echo(Broadcast said, String device) {
            carrier.echo(said, device);
        }

        @Override
        public void ended(Broadcast broadcast, int receiver, Delivery delivery) {
            boolean arrived = delivery.result() == Delivery.Result.DELIVERED;
            boolean isKept = !arrived && keeping.keep(broadcast, receiver, delivery);
            if (arrived || !closed) {
                listeners.delivered(broadcast, receiver, isKept ? delivery.kept() : delivery);
            }
        }
    }

    /** Copies whose end somebody wants to know, once each, even if the transport fails over them. */
    private final class Observed implements DeliveryListener {

        private final Way way;
        private final Broadcast broadcast;
        private final DeliveryListener listener;
        private final BitSet ended = new BitSet();

        Observed(Way way, Broadcast broadcast, DeliveryListener listener) {
            this.way = way;
            this.broadcast = broadcast;
            this.listener = listener;
        }

        private synchronized boolean ends(int receiver) {
            boolean isFirst = !ended.get(receiver);
            ended.set(receiver);
            return isFirst;
        }

        @Override
        public void ended(Broadcast same, int receiver, Delivery delivery) {
            if (!ends(receiver)) {
                return;
            }
            try {
                if (listener instanceof CpimCopy copy && cpimUsers.refused(same.receivers().get(receiver), delivery)) {
                    copy.inPlainText(same, receiver);
                } else {
                    way.ended(same, receiver, delivery);
                    listener.ended(same, receiver, delivery);
                }
            } catch (Throwable e) {
                failures.report("what follows from a copy's end failed", e);
            }
        }

        void endOthers() {
            for (int receiver = 0; receiver < broadcast.receivers().size(); receiver++) {
                ended(broadcast, receiver, Delivery.TRANSPORT_ERROR.shared());
            }
        }
    }

    /**
     * Sends a text, in as many parts as it needs; without a transport it waits for one.
     *
     * @param from the room in whose name it is sent, or the address that its receiver wrote to
     */
    public void text(SipAddress from, List<SipAddress> receivers, String text, String inReplyTo) {
        notice(from, receivers, Notice.of(receivers, text), inReplyTo, Optional.empty());
    }

    /**
     * Sends a notice, a long text in as many parts as it needs; without a transport it waits for one.
     *
     * @param receivers of those of the notice
     * @param inReplyTo a Call-ID; empty for none
     * @param listener  hears what becomes of each part's copies
     */
    public void notice(SipAddress from, List<SipAddress> receivers, Notice notice, String inReplyTo,
            Optional<DeliveryListener> listener) {
        Map<String, String> headers = notice.headers();
        if (!inReplyTo.isEmpty()) {
            headers = new HashMap<>(headers);
            headers.put(Message.IN_REPLY_TO, inReplyTo);
        }
        Content whole = notice.content();
        if (!whole.isText() || whole.bytes().length <= TextParts.MAX_BYTES) {
            content(from, receivers, whole, headers, notice.author(), listener.orElse(UNOBSERVED));
            return;
        }
        for (String part : TextParts.of(whole.asText())) {
            content(from, receivers, new Content(whole.type(), part.getBytes(whole.charset())), headers,
                    notice.author(), listener.orElse(UNOBSERVED));
        }
    }

    private void content(SipAddress from, List<SipAddress> receivers, Content plain, Map<String, String> headers,
            Optional<Notice.Author> author, DeliveryListener listener) {
        CpimUsers.Split split = plain.isText() ? cpimUsers.split(receivers) : new CpimUsers.Split(receivers, List.of());
        handOver(new Broadcast(from, split.plain(), plain, headers), listener);
        for (SipAddress receiver : split.cpim()) {
            Cpim cpim = author.map(who -> Cpim.of(plain, who.address().toString(), from.toString(), who.at()))
                    .orElseGet(() -> Cpim.of(plain, from.toString(), receiver.toString()));
            handOver(new Broadcast(from, List.of(receiver), cpim.wrapped(), headers), new CpimCopy(plain, listener));
        }
    }

    /** What a notice tells of has been done: nothing that goes wrong with it is the doer's. */
    private void handOver(Broadcast notice, DeliveryListener listener) {
        if (notice.receivers().isEmpty()) {
            return;
        }
        try {
            Transport current = transport.get();
            if (current == null) {
                current = held.keepUnless(transport::get, notice, listener);
            }
            if (current != null) {
                current.send(notice, listener);
            }
        } catch (Throwable e) {
            undeliverable.add(notice.receivers().size());
            failures.report("a notice could not be handed to the transport", e);
        }
    }

    /**
     * Sends one message to all its receivers, now.
     *
     * @return whether there is a transport
     */
    public boolean send(Broadcast broadcast) {
        return send(broadcast, UNOBSERVED);
    }

    /**
     * Sends one message in CPIM, now; who refuses it gets it in plain text instead.
     *
     * @return whether there is a transport
     */
    public boolean sendCpim(Broadcast cpim, Content plain) {
        return send(cpim, new CpimCopy(plain, UNOBSERVED));
    }

    /** Sends what a member has said to his other devices, now, if that can be: he has heard it himself. */
    public void echo(Broadcast said, String device) {
        try {
            Transport current = transport.get();
            if (current != null) {
                current.echo(said, device);
            }
        } catch (Throwable e) { // the others have it
            failures.report("what a member said could not be sent to his other devices", e);
        }
    }

    /** Who refuses CPIM gets the plain text instead, whose end is what counts. */
    private final class CpimCopy implements DeliveryListener {

        private final Content plain;
        private final DeliveryListener listener;

        CpimCopy(Content plain, DeliveryListener listener) {
            this.plain = plain;
            this.listener = listener;
        }

        void inPlainText(Broadcast cpim, int receiver) {
            handOver(new Broadcast(cpim.from(), List.of(cpim.receivers().get(receiver)), plain, cpim.headers(),
                    cpim.said()), listener);
        }

        @Override
        public void ended(Broadcast cpim, int receiver, Delivery delivery) {
            listener.ended(cpim, receiver, delivery);
        }
    }

    private boolean send(Broadcast broadcast, DeliveryListener listener) {
        if (broadcast.receivers().isEmpty()) {
            return true;
        }
        Transport current = transport.get();
        if (current == null) {
            undeliverable.add(broadcast.receivers().size());
            return false;
        }
        current.send(broadcast, listener);
        return true;
    }

    /** Whether there is a transport. */
    public boolean isOpen() {
        return transport.get() != null;
    }

    /** Notices that wait for a transport. */
    public int held() {
        return held.size();
    }

    /** Copies that found no transport since the start, or one that failed over them. */
    public long undeliverable() {
        return undeliverable.sum() + held.lost();
    }
}
