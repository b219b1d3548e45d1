package imc.store.jpa.internal.further;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.offline.OfflineMessage;
import imc.store.jpa.internal.tables.RoomKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How a message that waits stands in its row. */
final class MessageRow {

    static final String COLUMNS = "username, domain, room, sender, inc_time, exp_time, ctype, extra_hdrs, body";

    /** What a message takes in memory beside its body and its headers, about. */
    private static final int BYTES = 1000;

    private MessageRow() {
    }

    static long bytes(OfflineMessage message) {
        return BYTES + message.content().bytes().length + headers(message.headers()).length();
    }

    /** In the order of the columns. */
    static Object[] values(OfflineMessage message) {
        return new Object[] {message.receiver().user(), message.receiver().host(), RoomKey.uri(message.room()),
            RoomKey.uri(message.sender()), Times.millis(message.sent()), Times.millis(message.expires()),
            message.content().type(), headers(message.headers()), message.content().bytes()};
    }

    /** @throws IllegalArgumentException if it makes no sense */
    static OfflineMessage read(ResultSet row) throws SQLException {
        return new OfflineMessage(RoomKey.read(row.getString("username"), row.getString("domain")),
                SipAddress.parse(row.getString("room")), SipAddress.parse(row.getString("sender")),
                new Content(row.getString("ctype"), row.getBytes("body")), headers(row.getString("extra_hdrs")),
                Times.moment(row.getLong("inc_time")), Times.moment(row.getLong("exp_time")));
    }

    /** A header a line, as in a message; a line end within a value, and its like, is escaped. */
    private static String headers(Map<String, String> headers) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(headers).forEach((name, value) -> lines.append(name).append(": ")
                .append(value.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n")).append("\r\n"));
        return lines.toString();
    }

    private static Map<String, String> headers(String lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines.split("\r\n")) {
            int colon = line.indexOf(": ");
            if (colon < 0 && !line.isEmpty()) {
                throw new IllegalArgumentException("'" + line + "' is no header");
            }
            if (colon >= 0) {
                headers.put(line.substring(0, colon), unescaped(line.substring(colon + 2)));
            }
        }
        return headers;
    }

    private static String unescaped(String value) {
        StringBuilder plain = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && ++i < value.length()) {
                char escaped = value.charAt(i);
                c = escaped == 'r' ? '\r' : escaped == 'n' ? '\n' : escaped;
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
