package imc.store.jpa.internal.database;

import imc.api.SipAddress;
import imc.api.store.RoomReceiver;
import imc.api.store.StoreException;
import imc.store.jpa.internal.connection.Failures;
import imc.store.jpa.internal.tables.MemberRow;
import imc.store.jpa.internal.tables.RoomKey;
import imc.store.jpa.internal.tables.RoomRow;
import java.util.ArrayList;
import java.util.List;
import javax.persistence.EntityManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows that others wrote in another spelling of the same address ({@code Example.COM}, {@code %61lice}). They are
 * rewritten in our spelling, because a change finds its rows by it.
 */
final class Respellings {

    private static final Logger log = LoggerFactory.getLogger(Respellings.class);
    private static final int AT_ONCE = 1000;

    private record Respelling(Object id, SipAddress member, SipAddress room) {

        void write(EntityManager rows) {
            if (member == null) {
                rows.createQuery(RoomRow.RESPELL).setParameter("id", id)
                        .setParameter("name", room.user()).setParameter("domain", room.host()).executeUpdate();
            } else {
                rows.createQuery(MemberRow.RESPELL).setParameter("id", id)
                        .setParameter("username", member.user()).setParameter("domain", member.host())
                        .setParameter("room", RoomKey.uri(room)).executeUpdate();
            }
        }

        @Override
        public String toString() {
            return member == null ? "the row of " + room : "the row of " + member + " in " + room;
        }
    }

    private final List<Respelling> rows = new ArrayList<>();

    void room(Object id, SipAddress room) {
        rows.add(new Respelling(id, null, room));
    }

    void member(Object id, SipAddress member, SipAddress room) {
        rows.add(new Respelling(id, member, room));
    }

    /** Writes them; a row that cannot be written, since its new spelling is taken, is reported. */
    void write(Database database, RoomReceiver report) {
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            List<Respelling> some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
            try {
                write(database, some);
            } catch (StoreException | RuntimeException together) {
                some.forEach(row -> writeAlone(database, row, report));
            }
        }
        if (!rows.isEmpty()) {
            log.info("{} rows were rewritten in the canonical spelling of their addresses", rows.size());
        }
        rows.clear();
    }

    private static void writeAlone(Database database, Respelling row, RoomReceiver report) {
        try {
            write(database, List.of(row));
        } catch (StoreException | RuntimeException e) {
            report.damaged(row.toString(), "it cannot be rewritten in its canonical spelling: " + Failures.sentence(e));
        }
    }

    private static void write(Database database, List<Respelling> some) throws StoreException {
        database.transaction(rows -> some.forEach(row -> row.write(rows)));
    }
}
