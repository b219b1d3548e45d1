package imc.store.jpa.internal.further;

import imc.api.location.StoredBinding;
import imc.api.sip.Flow;
import imc.store.jpa.internal.tables.RoomKey;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A binding in its row: {@code received} has its flow's address, {@code connection_id} which connection that is. */
final class BindingRow {

    static final String COLUMNS = "ruid, username, domain, contact, uri, q, expires, callid, cseq, user_agent, "
            + "instance, reg_id, source, received, connection_id, flow_only, path, last_modified";

    /** Thousandths. */
    private static final int Q_SCALE = 3;
    private static final Pattern RECEIVED = Pattern.compile("sip:(.*):(\\d{1,5});transport=([^;]*)");

    private BindingRow() {
    }

    /** How many characters it has where they may be many. */
    static long characters(StoredBinding binding) {
        return Stream.concat(binding.path().stream(), Stream.of(binding.contact(), binding.uri(), binding.callId(),
                binding.userAgent(), binding.instance(), binding.source())).mapToLong(String::length).sum();
    }

    /** In the order of the columns, as it is written now. */
    static Object[] values(StoredBinding binding) {
        return new Object[] {binding.ruid(), binding.user().user(), binding.user().host(), binding.contact(),
            binding.uri(), BigDecimal.valueOf(binding.q(), Q_SCALE), Times.millis(binding.expires()),
            binding.callId(), binding.cseq(), binding.userAgent(), binding.instance(), binding.regId(),
            binding.source(), binding.flow().map(BindingRow::received).orElse(null),
            binding.flow().map(Flow::id).orElse(0L), binding.flowOnly() ? 1 : 0,
            binding.path().isEmpty() ? null : '<' + String.join(">,<", binding.path()) + '>',
            System.currentTimeMillis()};
    }

    private static String received(Flow flow) {
        return "sip:%s:%d;transport=%s".formatted(flow.host(), flow.port(), flow.transport());
    }

    /** @throws IllegalArgumentException if it makes no sense */
    static StoredBinding read(ResultSet row) throws SQLException {
        return new StoredBinding(row.getString("ruid"),
                RoomKey.read(row.getString("username"), row.getString("domain")), row.getString("contact"),
                row.getString("uri"), row.getBigDecimal("q").movePointRight(Q_SCALE).intValue(),
                Times.moment(row.getLong("expires")), row.getString("callid"), row.getLong("cseq"),
                row.getString("user_agent"), Optional.ofNullable(row.getString("instance")).orElse(""),
                row.getInt("reg_id"), row.getString("source"),
                flow(row.getString("received"), row.getLong("connection_id")), row.getInt("flow_only") != 0,
                path(row.getString("path")));
    }

    private static Optional<Flow> flow(String received, long id) {
        if (received == null) {
            return Optional.empty();
        }
        Matcher parts = RECEIVED.matcher(received);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + received + "' is no sip:HOST:PORT;transport=TRANSPORT");
        }
        return Optional.of(new Flow(parts.group(3), parts.group(1), Integer.parseInt(parts.group(2)), id));
    }

    private static List<String> path(String path) {
        if (path == null) {
            return List.of();
        }
        if (!path.startsWith("<") || !path.endsWith(">")) {
            throw new IllegalArgumentException("'" + path + "' is no <URI>,<URI>");
        }
        return Arrays.asList(path.substring(1, path.length() - 1).split(">,<", -1));
    }
}
