package imc.commands.internal;

import imc.api.Content;
import imc.api.Message;
import imc.api.SipAddress;
import imc.api.transport.Broadcast;
import imc.api.transport.DeliveryListener;
import imc.api.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The transport counts what became of its copies; nothing here depends on it. */
    private static final DeliveryListener UNOBSERVED = (broadcast, receiver, delivery) -> { };

    private final CpimUsers cpimUsers;
    private final AtomicReference<Transport> transport = new AtomicReference<>();
    private final HeldNotices held = new HeldNotices();
    private final LongAdder undeliverable = new LongAdder();

    @Activate
    public Outgoing(@Reference CpimUsers cpimUsers) {
        this.cpimUsers = cpimUsers;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTransport(Transport arrived) {
        held.sendTo(arrived, () -> transport.set(arrived));
    }

    void unbindTransport(Transport leaving) {
        transport.compareAndSet(leaving, null);
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
                notice(cpim, plainInstead(cpim, plain, listener.orElse(UNOBSERVED)));
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
        return send(cpim, plainInstead(cpim, plain, UNOBSERVED));
    }

    private DeliveryListener plainInstead(Broadcast cpim, Content plain, DeliveryListener listener) {
        return (broadcast, receiver, delivery) -> {
            SipAddress user = cpim.receivers().get(receiver);
            if (cpimUsers.refused(user, delivery)) {
                notice(new Broadcast(cpim.from(), List.of(user), plain, cpim.headers()), listener);
            } else {
                listener.ended(broadcast, receiver, delivery);
            }
        };
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
