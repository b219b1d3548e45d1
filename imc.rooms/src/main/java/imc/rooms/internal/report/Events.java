package imc.rooms.internal.report;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Message;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.log.Event;
import imc.api.log.EventLog;
import imc.api.store.Change;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The event log: what happened to rooms, members, messages and stores, a line each, in words that a program can read.
 * Each kind has a logger of its own, so that the log's configuration says which are written. No line has anything of a
 * body in it.
 */
@Component(service = Events.class)
public final class Events {

    private final EventLog rooms;
    private final EventLog refusals;
    private final EventLog deliveries;
    private final EventLog stores;

    @Activate
    public Events() {
        this("imc.events");
    }

    /** @param log what the loggers' names begin with */
    public Events(String log) {
        rooms = events(log + ".room");
        refusals = events(log + ".refused");
        deliveries = events(log + ".delivery");
        stores = events(log + ".store");
    }

    private static EventLog events(String name) {
        Logger log = LoggerFactory.getLogger(name);
        return EventLog.to(EventLog.inContext(log::info, MDC::put, MDC::remove), log::isInfoEnabled,
                System::nanoTime);
    }

    /**
     * A command or a message was refused. What is refused for now is told once a minute for each sender.
     *
     * @param what  the command's name, or {@code message}
     * @param where the room, or the address that the sender wrote to
     */
    public void refused(String what, SipAddress sender, SipAddress where, String callId, Answer answer) {
        if (refusals.isOn()) {
            Supplier<Event> event = () -> Event.of(what).with("code", answer.code()).with("status", answer.status())
                    .with("from", sender).with("to", where).with("call-id", callId);
            if (answer.retryAfter() > 0) { // he comes again, and perhaps as fast as he can
                refusals.tellSeldom(new ForNow(sender, answer.code()), event);
            } else {
                refusals.tell(event);
            }
        }
    }

    private record ForNow(SipAddress sender, int code) {
    }

    /** A room has changed, and that is stored; the room before is null where there was none. */
    public void changed(SipAddress by, String callId, Room before, List<Change> changes) {
        if (!rooms.isOn()) {
            return;
        }
        Room state = before;
        for (Iterator<Change> all = changes.iterator(); all.hasNext();) {
            Change change = all.next();
            Room old = state;
            rooms.tell(() -> event(by, old, change).with("room", change.room()).with("by", by).with("call-id", callId));
            state = all.hasNext() ? change.applyTo(state) : null;
        }
    }

    private static Event event(SipAddress by, Room before, Change change) {
        if (change instanceof Change.RoomCreated created) {
            return Event.of("created").with("kind", created.isPrivate() ? "private" : "public");
        }
        if (change instanceof Change.RoomDestroyed) {
            return Event.of("destroyed");
        }
        if (change instanceof Change.MemberRemoved removed) {
            boolean invited = role(before, removed.user()).filter(role -> role == Role.INVITED).isPresent();
            String what = removed.user().equals(by) ? invited ? "declined" : "left" : invited ? "uninvited" : "removed";
            return Event.of(what).with("user", removed.user());
        }
        if (change instanceof Change.RoomPropertyPut put) {
            return Event.of(put.value().isPresent() ? "set" : "unset").with("property", put.name());
        }
        if (change instanceof Change.MemberPropertyPut put) {
            return Event.of(put.value().isPresent() ? "set" : "unset").with("property", put.name())
                    .with("user", put.user());
        }
        Member member = ((Change.MemberPut) change).member();
        boolean isHere = role(before, member.address()).filter(Role::isPresent).isPresent();
        return Event.of(!member.role().isPresent() ? "invited" : isHere ? "role" : "joined")
                .with("user", member.address()).with("role", member.role().word());
    }

    private static Optional<Role> role(Room room, SipAddress user) {
        return Optional.ofNullable(room).flatMap(found -> found.member(user)).map(Member::role);
    }

    /** A copy did not arrive. */
    void undelivered(Broadcast broadcast, int receiver, Delivery delivery) {
        if (deliveries.isOn()) {
            deliveries.tell(() -> {
                Event event = Event.of("undelivered").with("status", delivery.status())
                        .with("reason", delivery.reason()).with("room", broadcast.from())
                        .with("to", broadcast.receivers().get(receiver))
                        .with("in-reply-to", broadcast.headers().get(Message.IN_REPLY_TO));
                Event shared = delivery.isShared() ? event.with("shared", true) : event;
                return delivery.isKept() ? shared.with("kept", true) : shared;
            });
        }
    }

    /**
     * Another store serves, or none.
     *
     * @param what in a word
     * @param more further {@code name=value}, or nothing
     */
    public void store(String what, String name, String more) {
        if (stores.isOn()) {
            stores.write("%s store=%s%s", what, quoted(name), more.isEmpty() ? "" : " " + more);
        }
    }

    /**
     * A value as it stands in a line: in quotes if it needs them, without anything that could make a line of its own.
     */
    public static String quoted(Object value) {
        return EventLog.quoted(value);
    }
}
