package imc.store.jpa.internal;

import imc.api.Member;
import imc.api.SipAddress;
import imc.api.store.Change;
import imc.api.store.StoreException;
import java.util.List;
import javax.persistence.EntityManager;
import javax.persistence.Query;

/**
 * Carries changes out on the rows, each at once, so that a later change of the same transaction sees it. Every
 * statement finds its rows by a unique key or by the index on {@code room}.
 */
final class RowChanges {

    private final EntityManager rows;

    /** @param rows with a transaction open */
    RowChanges(EntityManager rows) {
        this.rows = rows;
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
                one(rows.createNamedQuery(MemberRow.DELETE), removed.room(), removed.user()).executeUpdate();
            }
        }
    }

    private void create(SipAddress room, int flag) {
        deleteMembers(room);
        Object[] found = first(named(RoomRow.FIND, room));
        if (found == null) {
            insert(new RoomRow(room.user(), room.host(), flag));
        } else {
            setFlag(RoomRow.SET_FLAG, found, flag);
        }
    }

    private void destroy(SipAddress room) {
        deleteMembers(room);
        named(RoomRow.DELETE, room).executeUpdate();
    }

    private void put(SipAddress room, Member member) throws StoreException {
        Object[] kept = first(named(RoomRow.FIND, room));
        if (kept == null || kept[1] instanceof Integer flag && (flag & Flags.ROOM_DELETED) != 0) {
            throw new StoreException("there is no room " + room + " to put " + member.address() + " into");
        }
        int flag = Flags.of(member.role());
        Object[] found = first(one(rows.createNamedQuery(MemberRow.FIND), room, member.address()));
        if (found != null && !Flags.isDeletedMember((Integer) found[1])) {
            setFlag(MemberRow.SET_FLAG, found, flag);
            return;
        }
        if (found != null) {
            // Who comes back stands behind the others, and the order is that of the ids.
            one(rows.createNamedQuery(MemberRow.DELETE), room, member.address()).executeUpdate();
        }
        insert(new MemberRow(member.address().user(), member.address().host(), RoomKey.uri(room), flag));
    }

    private void deleteMembers(SipAddress room) {
        rows.createNamedQuery(MemberRow.DELETE_ALL).setParameter("room", RoomKey.uri(room)).executeUpdate();
    }

    private void setFlag(String query, Object[] found, int flag) {
        if (!Integer.valueOf(flag).equals(found[1])) {
            rows.createNamedQuery(query).setParameter("flag", flag).setParameter("id", found[0]).executeUpdate();
        }
    }

    private void insert(Object row) {
        rows.persist(row);
        rows.flush();
        // A large group would otherwise be searched for further changes again and again.
        rows.clear();
    }

    private Query named(String query, SipAddress room) {
        return rows.createNamedQuery(query).setParameter("name", room.user()).setParameter("domain", room.host());
    }

    private static Query one(Query query, SipAddress room, SipAddress user) {
        return query.setParameter("room", RoomKey.uri(room))
                .setParameter("username", user.user())
                .setParameter("domain", user.host());
    }

    private static Object[] first(Query query) {
        List<?> found = query.getResultList();
        return found.isEmpty() ? null : (Object[]) found.get(0);
    }
}
