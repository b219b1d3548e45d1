package imc.store.jpa.internal.further;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.archive.ArchivedMessage;
import imc.store.jpa.internal.tables.RoomKey;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How something that was said stands in its row. */
final class ArchiveRow {

    static final String COLUMNS = "room, sender, name, inc_time, ctype, body";

    /** What a message takes in memory beside its body, about. */
    private static final int BYTES = 1000;

    private ArchiveRow() {
    }

    static long bytes(ArchivedMessage message) {
        return BYTES + message.content().bytes().length + 2L * message.name().length();
    }

    /** In the order of the columns. */
    static Object[] values(ArchivedMessage message) {
        return new Object[] {RoomKey.uri(message.room()), RoomKey.uri(message.sender()), message.name(),
            Times.millis(message.sent()), message.content().type(), message.content().bytes()};
    }

    /** @throws IllegalArgumentException if it makes no sense */
    static ArchivedMessage read(ResultSet row) throws SQLException {
        return new ArchivedMessage(SipAddress.parse(row.getString("room")), SipAddress.parse(row.getString("sender")),
                row.getString("name"), new Content(row.getString("ctype"), row.getBytes("body")),
                Times.moment(row.getLong("inc_time")));
    }
}
