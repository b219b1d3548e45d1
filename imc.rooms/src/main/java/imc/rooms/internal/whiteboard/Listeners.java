package imc.rooms.internal.whiteboard;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.room.Cause;
import imc.api.room.RoomListener;
import imc.api.room.Speech;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.rooms.internal.content.Notifications;
import imc.rooms.internal.report.Deliveries;
import imc.rooms.internal.report.Failures;
import imc.rooms.internal.state.Rooms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Tells whoever wants to hear what has happened; what they throw disturbs nobody. A listener is called for what it
 * overrides alone: there are many copies, and most listeners do not care for them.
 */
@Component(service = Listeners.class)
public final class Listeners {

    private final Rooms rooms;
    private final Notifications notifications;
    private final Failures failures;
    private final List<RoomListener> listeners = new ArrayList<>();
    private final BiConsumer<Room, Room> adopted = this::adopted;
    private volatile RoomListener[] ofChanges = {};
    private volatile RoomListener[] ofSpeech = {};
    private volatile RoomListener[] ofDeliveries = {};
    private volatile boolean othersHear;

    @Activate
    public Listeners(@Reference Rooms rooms, @Reference Deliveries deliveries, @Reference Notifications notifications,
            @Reference Failures failures) {
        this.rooms = rooms;
        this.notifications = notifications;
        this.failures = failures;
        add(deliveries);
        add(notifications);
        rooms.follow(adopted);
    }

    @Deactivate
    void deactivate() {
        rooms.unfollow(adopted);
    }

    public synchronized void add(RoomListener listener) {
        listeners.add(listener);
        arrange();
    }

    public synchronized void remove(RoomListener listener) {
        listeners.remove(listener);
        arrange();
    }

    private void arrange() {
        ofChanges = overriding("changed");
        ofSpeech = overriding("said");
        ofDeliveries = overriding("delivered");
        othersHear = Stream.of(ofSpeech).anyMatch(listener -> listener != notifications);
    }

    private RoomListener[] overriding(String name) {
        return listeners.stream().filter(listener -> Overriding.is(listener, RoomListener.class, name))
                .toArray(RoomListener[]::new);
    }

    private void adopted(Room before, Room after) {
        SipAddress address = (before == null ? after : before).address();
        changed(address, before, after, Cause.of(Cause.STORE, address));
    }

    /** A room has changed, and that is durable; null stands for no room. */
    public void changed(SipAddress address, Room before, Room after, Cause cause) {
        Optional<Room> was = Optional.ofNullable(before);
        Optional<Room> is = Optional.ofNullable(after);
        for (RoomListener listener : ofChanges) {
            try {
                listener.changed(address, was, is, cause);
            } catch (Throwable e) {
                report(listener, e);
            }
        }
    }

    /**
     * Whether anybody cares for what is said.
     *
     * @param messageId its own, if it has one: notifications refer to it
     */
    public boolean hear(Optional<String> messageId) {
        return othersHear || messageId.isPresent();
    }

    public void said(Speech speech) {
        for (RoomListener listener : ofSpeech) {
            try {
                listener.said(speech);
            } catch (Throwable e) {
                report(listener, e);
            }
        }
    }

    public void delivered(Broadcast copy, int receiver, Delivery delivery) {
        for (RoomListener listener : ofDeliveries) {
            try {
                listener.delivered(copy, receiver, delivery);
            } catch (Throwable e) {
                report(listener, e);
            }
        }
    }

    private void report(RoomListener listener, Throwable failure) {
        failures.report("the listener " + listener.getClass().getName() + " failed", failure);
    }
}
