package imc.store.jpa.internal.database;

import imc.api.Properties;
import imc.api.SipAddress;
import imc.api.store.Change;
import imc.api.store.StoreException;
import imc.store.jpa.internal.tables.MemberPropertyRow;
import imc.store.jpa.internal.tables.RoomKey;
import imc.store.jpa.internal.tables.RoomPropertyRow;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.persistence.EntityManager;
import javax.persistence.Query;

/**
 * Carries changes of properties out on their rows, in one transaction. Where nothing has properties, which is the rule
 * until some feature keeps some, no statement is spent on those of what goes or comes.
 */
final class PropertyChanges {

    /** Whether this database may have rows of properties; once it may, it may for good. One transaction at a time. */
    static final class Use {

        private boolean isKnown;
        private boolean isUsed;

        private boolean isUsed(EntityManager rows) {
            if (!isKnown) {
                isUsed = hasAny(rows, RoomPropertyRow.ANY) || hasAny(rows, MemberPropertyRow.ANY);
                isKnown = true;
            }
            return isUsed;
        }

        private static boolean hasAny(EntityManager rows, String query) {
            return rows.createQuery(query).getSingleResult() != null;
        }

        private void begin() {
            isKnown = true;
            isUsed = true;
        }
    }

    private final EntityManager rows;
    private final NewRows added;
    private final Use use;

    PropertyChanges(EntityManager rows, NewRows added, Use use) {
        this.rows = rows;
        this.added = added;
        this.use = use;
    }

    /** Of a room that is there, or where the property is taken away. */
    void put(Change.RoomPropertyPut put) throws StoreException {
        SipAddress room = put.room();
        put(room, put.name(), put.value(), RoomPropertyRow.FIND, RoomPropertyRow.SET, RoomPropertyRow.DELETE,
                query -> query, () -> added.property(room, put.name(), put.value().orElseThrow()));
    }

    /** Of a member who is there, or where the property is taken away. */
    void put(Change.MemberPropertyPut put) throws StoreException {
        SipAddress user = put.user();
        put(put.room(), put.name(), put.value(), MemberPropertyRow.FIND, MemberPropertyRow.SET,
                MemberPropertyRow.DELETE, query -> of(query, user),
                () -> added.property(put.room(), user, put.name(), put.value().orElseThrow()));
    }

    private void put(SipAddress room, String name, Optional<String> value, String find, String set, String delete,
            UnaryOperator<Query> of, Runnable add) throws StoreException {
        List<?> found = of.apply(in(find, room)).getResultList();
        Object id = found.stream().map(Object[].class::cast).filter(row -> name.equals(row[1])).map(row -> row[0])
                .findFirst().orElse(null);
        if (value.isPresent()) {
            use.begin();
            if (id != null) {
                rows.createQuery(set).setParameter("content", value.get()).setParameter("id", id).executeUpdate();
            } else if (found.size() >= Properties.MAX_COUNT) {
                throw new StoreException("in the room " + room + ": there is no room for the property '" + name
                        + "', at most " + Properties.MAX_COUNT + " are allowed");
            } else {
                add.run();
            }
        } else if (id != null) {
            rows.createQuery(delete).setParameter("id", id).executeUpdate();
        }
    }

    /** What the room and its members have. */
    void deleteAll(SipAddress room) {
        if (use.isUsed(rows)) {
            in(RoomPropertyRow.DELETE_ALL, room).executeUpdate();
            in(MemberPropertyRow.DELETE_ALL, room).executeUpdate();
        }
    }

    /** What the member has, or has left there when Kamailio removed it. */
    void deleteAll(SipAddress room, SipAddress user) {
        if (use.isUsed(rows)) {
            of(in(MemberPropertyRow.DELETE_MEMBER, room), user).executeUpdate();
        }
    }

    private Query in(String query, SipAddress room) {
        added.sendThoseOf(room);
        return rows.createQuery(query).setParameter("room", RoomKey.uri(room));
    }

    private static Query of(Query query, SipAddress user) {
        return query.setParameter("username", user.user()).setParameter("domain", user.host());
    }
}
