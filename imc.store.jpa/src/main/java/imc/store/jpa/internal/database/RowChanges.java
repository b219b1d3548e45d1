package imc.store.jpa.internal.database;

import imc.api.Member;
import imc.api.Role;
import imc.api.SipAddress;
import imc.api.store.Change;
import imc.api.store.StoreException;
import imc.store.jpa.internal.tables.Flags;
import imc.store.jpa.internal.tables.InviterRow;
import imc.store.jpa.internal.tables.MemberRow;
import imc.store.jpa.internal.tables.RoomKey;
import imc.store.jpa.internal.tables.RoomRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.persistence.EntityManager;
import javax.persistence.Query;

/**
 * Carries changes out on the rows, so that a later change of the same transaction sees an earlier one. Every
 * statement finds its rows by a unique key or by the index on {@code room}.
 */
final class RowChanges {

    private final EntityManager rows;
    private final NewRows added;
    private final PropertyChanges properties;
    /** Rooms of which this transaction knows that they are there. */
    private final Set<SipAddress> there = new HashSet<>();
    /** Rooms that this transaction has made, with their members: no other row has to be looked for. */
    private final Map<SipAddress, Set<SipAddress>> made = new HashMap<>();

    /**
     * @param rows       with a transaction open
     * @param added      takes the rows that are new
     * @param properties of the same transaction
     */
    RowChanges(EntityManager rows, NewRows added, PropertyChanges properties) {
        this.rows = rows;
        this.added = added;
        this.properties = properties;
    }

    void apply(List<Change> batch) throws StoreException {
        for (Change change : batch) {
            if (change instanceof Change.RoomCreated created) {
                create(created.room(), Flags.ofRoom(created.isPrivate()));
            } else if (change instanceof Change.RoomDestroyed destroyed) {
                destroy(destroyed.room());
            } else if (change instanceof Change.MemberPut put) {
                put(put.room(), put.member());
            } else if (change instanceof Change.MemberRemoved removed) {
                remove(removed.room(), removed.user());
            } else if (change instanceof Change.RoomPropertyPut put) {
                put(put);
            } else if (change instanceof Change.MemberPropertyPut put) {
                put(put);
            }
        }
    }

    private void create(SipAddress room, int flag) throws StoreException {
        // Looked for first: a table that takes Chat-1 and chat-1 for one would lose the other's members.
        Object[] found = find(room);
        deleteMembers(room);
        if (found == null) {
            added.room(room, flag);
        } else {
            setFlag(RoomRow.SET_FLAG, found, flag);
        }
        there.add(room);
        made.put(room, new HashSet<>());
    }

    private void destroy(SipAddress room) throws StoreException {
        there.remove(room);
        made.remove(room);
        if (find(room) != null) {
            deleteMembers(room);
            named(RoomRow.DELETE, room).executeUpdate();
        }
    }

    private void put(SipAddress room, Member member) throws StoreException {
        requireRoom(room, " to put " + member.address() + " into");
        Set<SipAddress> alone = made.get(room);
        Object[] found = alone != null && alone.add(member.address()) ? null : find(room, member.address());
        int flag = Flags.of(member.role());
        boolean wasInvited = found != null && found[1] instanceof Integer was && (was & Flags.MEMBER_INVITED) != 0;
        if (found != null && !Flags.isDeletedMember((Integer) found[1])) {
            setFlag(MemberRow.SET_FLAG, found, flag);
        } else {
            if (found != null) {
                // Who comes back stands behind the others, and the order is that of the ids.
                one(MemberRow.DELETE, room, member.address()).executeUpdate();
            }
            if (alone == null || found != null) {
                properties.deleteAll(room, member.address());
            }
            added.member(room, member.address(), flag);
        }
        if (wasInvited || member.role() == Role.INVITED && (alone == null || found != null)) {
            one(InviterRow.DELETE, room, member.address()).executeUpdate();
        }
        member.inviter().ifPresent(inviter -> added.inviter(room, member.address(), inviter));
    }

    private void put(Change.RoomPropertyPut put) throws StoreException {
        if (put.value().isPresent()) {
            requireRoom(put.room(), " to have the property '" + put.name() + "'");
        }
        properties.put(put);
    }

    private void put(Change.MemberPropertyPut put) throws StoreException {
        if (put.value().isPresent()) {
            requireRoom(put.room(), " to have a member with the property '" + put.name() + "'");
            Object[] found = find(put.room(), put.user());
            if (found == null || Flags.isDeletedMember((Integer) found[1])) {
                throw new StoreException("there is no " + put.user() + " in the room " + put.room()
                        + " to have the property '" + put.name() + "'");
            }
        }
        properties.put(put);
    }

    /** @param what follows the refusal's sentence */
    private void requireRoom(SipAddress room, String what) throws StoreException {
        if (there.contains(room)) {
            return;
        }
        Object[] kept = find(room);
        if (kept == null || kept[1] instanceof Integer flag && (flag & Flags.ROOM_DELETED) != 0) {
            throw new StoreException("there is no room " + room + what);
        }
        there.add(room);
    }

    private void remove(SipAddress room, SipAddress user) throws StoreException {
        Object[] found = find(room, user);
        if (found == null) {
            return;
        }
        one(MemberRow.DELETE, room, user).executeUpdate();
        properties.deleteAll(room, user);
        if (found[1] instanceof Integer flag && (flag & Flags.MEMBER_INVITED) != 0) {
            one(InviterRow.DELETE, room, user).executeUpdate();
        }
        if (made.containsKey(room)) {
            made.get(room).remove(user);
        }
    }

    private void deleteMembers(SipAddress room) {
        all(MemberRow.DELETE_ALL, room).executeUpdate();
        all(InviterRow.DELETE_ALL, room).executeUpdate();
        properties.deleteAll(room);
    }

    private void setFlag(String query, Object[] found, int flag) {
        if (!Integer.valueOf(flag).equals(found[1])) {
            rows.createQuery(query).setParameter("flag", flag).setParameter("id", found[0]).executeUpdate();
        }
    }

    /** Id, flag and the two parts of the address; null where there is no row. */
    private Object[] find(SipAddress room) throws StoreException {
        return exact(named(RoomRow.FIND, room), room);
    }

    private Object[] find(SipAddress room, SipAddress user) throws StoreException {
        return exact(one(MemberRow.FIND, room, user), user);
    }

    private static Object[] exact(Query query, SipAddress sought) throws StoreException {
        List<?> found = query.getResultList();
        if (found.isEmpty()) {
            return null;
        }
        Object[] row = (Object[]) found.get(0);
        if (!RoomKey.isSpelled(sought, (String) row[2], (String) row[3])) {
            throw new StoreException("the table takes " + sought + " and " + row[2] + '@' + row[3]
                    + " for one address; give it a binary collation");
        }
        return row;
    }

    private Query named(String query, SipAddress room) {
        added.sendThoseOf(room);
        return rows.createQuery(query).setParameter("name", room.user()).setParameter("domain", room.host());
    }

    private Query one(String query, SipAddress room, SipAddress user) {
        return all(query, room).setParameter("username", user.user()).setParameter("domain", user.host());
    }

    private Query all(String query, SipAddress room) {
        added.sendThoseOf(room);
        return rows.createQuery(query).setParameter("room", RoomKey.uri(room));
    }
}
