package imc.store.jpa.internal.database;

import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.store.RoomReceiver;
import imc.store.jpa.internal.tables.Flags;
import imc.store.jpa.internal.tables.InviterRow;
import imc.store.jpa.internal.tables.MemberPropertyRow;
import imc.store.jpa.internal.tables.MemberRow;
import imc.store.jpa.internal.tables.RoomKey;
import imc.store.jpa.internal.tables.RoomPropertyRow;
import imc.store.jpa.internal.tables.RoomRow;
import imc.store.jpa.internal.tables.TableNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.persistence.EntityManager;
import javax.persistence.Query;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads each table once, by pages in the order of their ids, and puts the rooms together. What makes no sense is
 * reported, and the rest is read on.
 */
final class RoomReader {

    private static final Logger log = LoggerFactory.getLogger(RoomReader.class);

    private static final int PAGE = 5000;

    private final TableNames tables;
    private final RoomReceiver into;
    private final Respellings respellings = new Respellings();
    /** By the room's URI, in the order of the members' ids. */
    private final Map<SipAddress, List<Member>> members = new LinkedHashMap<>();
    private final Map<String, SipAddress> uris = new HashMap<>();
    private final Map<User, SipAddress> inviters = new HashMap<>();
    private final PropertyReader<SipAddress> roomProperties;
    private final PropertyReader<User> memberProperties;
    /** Rooms that have a row, whether they are served or not. */
    private final Set<SipAddress> known = new HashSet<>();

    /** A user of a room. */
    private record User(SipAddress user, SipAddress room) {
    }

    RoomReader(TableNames tables, RoomReceiver into) {
        this.tables = tables;
        this.into = into;
        this.roomProperties = new PropertyReader<>(tables.roomProperties(), row -> roomOf((String) row[1]),
                into::damaged);
        this.memberProperties = new PropertyReader<>(tables.memberProperties(), this::user, into::damaged);
    }

    void read(EntityManager rows) {
        Progress progress = new Progress(System::nanoTime, log::info);
        progress.total(count(rows, MemberRow.COUNT) + count(rows, RoomRow.COUNT));
        pages(rows, InviterRow.PAGE, this::inviter, null);
        pages(rows, MemberPropertyRow.PAGE, memberProperties::row, null);
        pages(rows, MemberRow.PAGE, this::member, progress);
        inviters.clear();
        memberProperties.clear();
        pages(rows, RoomPropertyRow.PAGE, roomProperties::row, null);
        uris.clear();
        pages(rows, RoomRow.PAGE, row -> room(row, progress), progress);
        progress.end();
        members.forEach((room, orphans) -> {
            if (!known.contains(room)) {
                into.damaged(tables.members() + ", room " + room, "its " + orphans.size() + " members belong to a room "
                        + "that is not in " + tables.rooms());
            }
        });
    }

    /** Rows that mean an address of ours in another spelling. */
    Respellings respellings() {
        return respellings;
    }

    private static long count(EntityManager rows, String named) {
        return ((Number) rows.createQuery(named).getSingleResult()).longValue();
    }

    private static void pages(EntityManager rows, String named, Consumer<Object[]> each, Progress progress) {
        Query query = rows.createQuery(named).setMaxResults(PAGE);
        Object after = Integer.MIN_VALUE;
        while (true) {
            List<?> page = query.setParameter("after", after).getResultList();
            for (Object row : page) {
                each.accept((Object[]) row);
            }
            if (progress != null) {
                progress.read(page.size());
            }
            if (page.size() < PAGE) {
                return;
            }
            after = ((Object[]) page.get(PAGE - 1))[0];
        }
    }

    /** @param row id, username, domain, room, flag */
    private void member(Object[] row) {
        String user = (String) row[1];
        String domain = (String) row[2];
        String uri = (String) row[3];
        try {
            Integer flag = (Integer) row[4];
            Role role = Flags.role(flag);
            if (Flags.isDeletedMember(flag)) {
                return;
            }
            SipAddress room = roomOf(uri);
            SipAddress address = RoomKey.read(user, domain);
            members.computeIfAbsent(room, r -> new ArrayList<>()).add(member(address, role, room));
            if (!RoomKey.isSpelled(address, user, domain) || !RoomKey.uri(room).equals(uri)) {
                respellings.member(row[0], address, room);
            }
        } catch (IllegalArgumentException e) {
            into.damaged(tables.members() + ", id " + row[0], e.getMessage());
        }
    }

    private Member member(SipAddress address, Role role, SipAddress room) {
        User user = new User(address, room);
        return new Member(address, role, role == Role.INVITED ? Optional.ofNullable(inviters.get(user))
                : Optional.empty(), memberProperties.of(user));
    }

    /** @param row id, username, domain, room, inviter */
    private void inviter(Object[] row) {
        try {
            inviters.put(user(row), SipAddress.parse((String) row[4]));
        } catch (IllegalArgumentException e) {
            into.damaged(tables.inviters() + ", id " + row[0], e.getMessage());
        }
    }

    /** @param row id, username, domain, room, and more */
    private User user(Object[] row) {
        return new User(RoomKey.read((String) row[1], (String) row[2]), roomOf((String) row[3]));
    }

    private SipAddress roomOf(String uri) {
        if (uri == null) {
            throw new IllegalArgumentException("its room is NULL");
        }
        return uris.computeIfAbsent(uri, SipAddress::parse);
    }

    /** @param row id, name, domain, flag */
    private void room(Object[] row, Progress progress) {
        String where = tables.rooms() + ", id " + row[0];
        SipAddress address;
        Integer flag = (Integer) row[3];
        try {
            address = RoomKey.read((String) row[1], (String) row[2]);
            if (!known.add(address)) {
                throw new IllegalArgumentException(address + " stands there twice");
            }
            Flags.requireRoom(flag);
        } catch (IllegalArgumentException e) {
            into.damaged(where, e.getMessage());
            return;
        }
        if ((flag & Flags.ROOM_DELETED) != 0) {
            return;
        }
        if (!RoomKey.isSpelled(address, (String) row[1], (String) row[2])) {
            respellings.room(row[0], address);
        }
        List<Member> found = members.remove(address);
        Room room = room(address, (flag & Flags.ROOM_PRIVATE) != 0, found == null ? List.of() : found);
        progress.room(room.members().size());
        into.room(room);
    }

    /** A room has each user once and one owner at most. */
    private Room room(SipAddress address, boolean isPrivate, List<Member> found) {
        Map<SipAddress, Member> once = new LinkedHashMap<>(found.size() * 2);
        boolean owned = false;
        for (Member member : found) {
            Member served = member;
            if (owned && member.role() == Role.OWNER) {
                report(address, member.address() + " is a second owner and served as an admin");
                served = new Member(member.address(), Role.ADMIN).with(member.properties());
            }
            if (once.putIfAbsent(served.address(), served) != null) {
                report(address, served.address() + " stands there twice");
            }
            owned |= member.role() == Role.OWNER;
        }
        return Room.of(address, isPrivate, List.copyOf(once.values())).with(roomProperties.of(address));
    }

    private void report(SipAddress room, String why) {
        into.damaged(tables.members() + ", room " + room, why);
    }
}
