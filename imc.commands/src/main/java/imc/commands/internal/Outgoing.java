package imc.commands.internal;

import imc.api.Content;
import imc.api.Message;
import imc.api.SipAddress;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.DeliveryListener;
import imc.api.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The way out: hands what rooms send to the transport, if there is one. */
@Component(service = Outgoing.class)
public final class Outgoing {

    /** Nobody but {@link FailingMembers} wants to know what becomes of it. */
    private static final DeliveryListener UNOBSERVED = (broadcast, receiver, delivery) -> { };

    private final CpimUsers cpimUsers;
    private final FailingMembers failing;
    private final Map<Transport, Way> ways = new ConcurrentHashMap<>();
    private final AtomicReference<Transport> transport = new AtomicReference<>();
    private final HeldNotices held = new HeldNotices();
    private final LongAdder undeliverable = new LongAdder();

    @Activate
    public Outgoing(@Reference CpimUsers cpimUsers, @Reference FailingMembers failing) {
        this.cpimUsers = cpimUsers;
        this.failing = failing;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTransport(Transport arrived) {
        Way way = new Way(arrived);
        ways.put(arrived, way);
        held.sendTo(way, () -> transport.set(way));
    }

    void unbindTransport(Transport leaving) {
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
            carrier.send(broadcast, listener == UNOBSERVED ? this : (same, receiver, delivery) -> {
                if (listener instanceof CpimCopy copy && cpimUsers.refused(same.receivers().get(receiver), delivery)) {
                    copy.inPlainText(same, receiver);
                } else {
                    ended(same, receiver, delivery);
                    listener.ended(same, receiver, delivery);
                }
            });
        }

        @Override
        public void ended(Broadcast broadcast, int receiver, Delivery delivery) {
            if (delivery.result() == Delivery.Result.DELIVERED) {
                failing.delivered(broadcast, receiver);
            } else if (!closed) {
                failing.failed(broadcast, receiver, delivery);
            }
        }
    }

    /** Sends a text in the room's name, in as many parts as it needs; without a transport it waits for one. */
    void text(SipAddress room, List<SipAddress> receivers, String text, String inReplyTo) {
        text(room, receivers, text, inReplyTo, Optional.empty());
    }

    /** Sends a text in the room's name, in as many parts as it needs, and lets its deliveries be observed. */
    void text(SipAddress room, List<SipAddress> receivers, String text, String inReplyTo,
            Optional<DeliveryListener> listener) {
        CpimUsers.Split split = cpimUsers.split(receivers);
        for (String part : TextParts.of(text)) {
            Map<String, String> headers = Map.of(Message.IN_REPLY_TO, inReplyTo);
            Content plain = Content.text(part);
            notice(new Broadcast(room, split.plain(), plain, headers), listener.orElse(UNOBSERVED));
            for (SipAddress receiver : split.cpim()) {
                Broadcast cpim = new Broadcast(room, List.of(receiver),
                        Cpim.of(plain, room.toString(), receiver.toString()).wrapped(), headers);
                notice(cpim, new CpimCopy(plain, listener.orElse(UNOBSERVED)));
            }
        }
    }

    private void notice(Broadcast notice, DeliveryListener listener) {
        if (!notice.receivers().isEmpty()) {
            Transport current = transport.get();
            if (current == null) {
                current = held.keepUnless(transport::get, notice, listener);
            }
            if (current != null) {
                current.send(notice, listener);
            }
        }
    }

    /**
     * Sends one message to all its receivers, now.
     *
     * @return whether a transport took it
     */
    boolean send(Broadcast broadcast) {
        return send(broadcast, UNOBSERVED);
    }

    /**
     * Sends one message in CPIM, now; who refuses it gets it in plain text instead.
     *
     * @return whether a transport took it
     */
    boolean sendCpim(Broadcast cpim, Content plain) {
        return send(cpim, new CpimCopy(plain, UNOBSERVED));
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
            notice(new Broadcast(cpim.from(), List.of(cpim.receivers().get(receiver)), plain, cpim.headers()), listener);
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

    /** Copies that found no transport since the start. */
    long undeliverable() {
        return undeliverable.sum() + held.lost();
    }
}
