package imc.rooms.internal;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.room.Cause;
import imc.api.room.RoomListener;
import imc.api.room.Speech;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Tells whoever wants to hear what has happened; what they throw disturbs nobody. */
@Component(service = Listeners.class)
public final class Listeners {

    private final Rooms rooms;
    private final Failures failures;
    private final List<RoomListener> listeners = new CopyOnWriteArrayList<>();
    private final BiConsumer<Room, Room> adopted = this::adopted;
    private volatile RoomListener[] row = {};

    @Activate
    public Listeners(@Reference Rooms rooms, @Reference Deliveries deliveries, @Reference Notifications notifications,
            @Reference Failures failures) {
        this.rooms = rooms;
        this.failures = failures;
        add(deliveries);
        add(notifications);
        rooms.follow(adopted);
    }

    @Deactivate
    void deactivate() {
        rooms.unfollow(adopted);
    }

    synchronized void add(RoomListener listener) {
        listeners.add(listener);
        row = listeners.toArray(RoomListener[]::new);
    }

    synchronized void remove(RoomListener listener) {
        listeners.remove(listener);
        row = listeners.toArray(RoomListener[]::new);
    }

    private void adopted(Room before, Room after) {
        SipAddress address = (before == null ? after : before).address();
        changed(address, before, after, Cause.of(Cause.STORE, address));
    }

    /** A room has changed, and that is durable; null stands for no room. */
    void changed(SipAddress address, Room before, Room after, Cause cause) {
        for (RoomListener listener : row) {
            try {
                listener.changed(address, Optional.ofNullable(before), Optional.ofNullable(after), cause);
            } catch (Throwable e) {
                report(listener, e);
            }
        }
    }

    void said(Speech speech) {
        for (RoomListener listener : row) {
            try {
                listener.said(speech);
            } catch (Throwable e) {
                report(listener, e);
            }
        }
    }

    void delivered(Broadcast copy, int receiver, Delivery delivery) {
        for (RoomListener listener : row) {
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
