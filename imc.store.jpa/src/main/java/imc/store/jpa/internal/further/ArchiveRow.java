package imc.store.jpa.internal.further;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.archive.ArchivedMessage;
import imc.store.jpa.internal.tables.RoomKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How something that was said stands in its row. */
final class ArchiveRow {

    static final String COLUMNS = "room, sender, name, inc_time, ctype, body";
    static final String PLACES = COLUMNS.replaceAll("\\w+", "?");

    /** What a message takes in memory beside its body, about. */
    private static final int BYTES = 1000;

    private ArchiveRow() {
    }

    static long bytes(ArchivedMessage message) {
        return BYTES + message.content().bytes().length + 2L * message.name().length();
    }

    static void set(PreparedStatement row, ArchivedMessage message) throws SQLException {
        int at = 1;
        row.setString(at++, RoomKey.uri(message.room()));
        row.setString(at++, RoomKey.uri(message.sender()));
        row.setString(at++, message.name());
        row.setLong(at++, Times.millis(message.sent()));
        row.setString(at++, message.content().type());
        row.setBytes(at, message.content().bytes());
    }

    /** @throws IllegalArgumentException if it makes no sense */
    static ArchivedMessage read(ResultSet row) throws SQLException {
        return new ArchivedMessage(SipAddress.parse(row.getString("room")), SipAddress.parse(row.getString("sender")),
                row.getString("name"), new Content(row.getString("ctype"), row.getBytes("body")),
                Times.moment(row.getLong("inc_time")));
    }
}
