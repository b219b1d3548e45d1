package imc.store.jpa.internal.database;

import imc.api.SipAddress;
import imc.store.jpa.internal.tables.RoomKey;
import imc.store.jpa.internal.tables.TableNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.persistence.EntityManager;
import javax.persistence.PersistenceException;

/**
 * The rows that one transaction adds, sent to the database many at a time. Not by JPA, which would send each alone and
 * ask for its id, and asks every database in another way.
 */
final class NewRows implements AutoCloseable {

    private static final int AT_ONCE = 1000;

    private final EntityManager rows;
    private final String room;
    private final String member;
    private final String inviter;
    private final String roomProperty;
    private final String memberProperty;
    /** By their SQL, in the order of their making. */
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final Set<SipAddress> waiting = new HashSet<>();
    private int count;

    /** @param rows with a transaction open */
    NewRows(EntityManager rows, TableNames tables) {
        this.rows = rows;
        this.room = "INSERT INTO " + tables.rooms() + " (name, domain, flag) VALUES (?, ?, ?)";
        this.member = "INSERT INTO " + tables.members() + " (username, domain, room, flag) VALUES (?, ?, ?, ?)";
        this.inviter = "INSERT INTO " + tables.inviters() + " (username, domain, room, inviter) VALUES (?, ?, ?, ?)";
        this.roomProperty = "INSERT INTO " + tables.roomProperties() + " (room, name, content) VALUES (?, ?, ?)";
        this.memberProperty = "INSERT INTO " + tables.memberProperties()
                + " (username, domain, room, name, content) VALUES (?, ?, ?, ?, ?)";
    }

    void room(SipAddress address, int flag) {
        add(room, address, address.user(), address.host(), flag);
    }

    void member(SipAddress into, SipAddress user, int flag) {
        add(member, into, user.user(), user.host(), RoomKey.uri(into), flag);
    }

    void inviter(SipAddress into, SipAddress user, SipAddress who) {
        add(inviter, into, user.user(), user.host(), RoomKey.uri(into), who.toString());
    }

    void property(SipAddress of, String name, String value) {
        add(roomProperty, of, RoomKey.uri(of), name, value);
    }

    void property(SipAddress in, SipAddress user, String name, String value) {
        add(memberProperty, in, user.user(), user.host(), RoomKey.uri(in), name, value);
    }

    private void add(String sql, SipAddress of, Object... values) {
        try {
            PreparedStatement statement = statements.get(sql);
            if (statement == null) {
                statement = rows.unwrap(Connection.class).prepareStatement(sql);
                statements.put(sql, statement);
            }
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.addBatch();
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
        waiting.add(of);
        if (++count >= AT_ONCE) {
            send();
        }
    }

    /** To be called before a statement that may be about this room's rows. */
    void sendThoseOf(SipAddress address) {
        if (waiting.contains(address)) {
            send();
        }
    }

    /** To be called before the commit. */
    void send() {
        try {
            for (PreparedStatement statement : count == 0 ? Set.<PreparedStatement>of() : statements.values()) {
                statement.executeBatch();
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
        waiting.clear();
        count = 0;
    }

    @Override
    public void close() {
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
        } catch (SQLException e) {
            // The connection has gone, and its statements with it.
            throw new PersistenceException(e);
        }
    }
}
