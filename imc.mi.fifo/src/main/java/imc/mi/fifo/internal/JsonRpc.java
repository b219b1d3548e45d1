package imc.mi.fifo.internal;

import imc.api.mi.MiException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON-RPC 2.0 as Kamailio 5 and OpenSIPS take it by their FIFOs: one request at a time. The codes of errors are
 * JSON-RPC's where the request is at fault, and else the command's own: 400, 404, 500.
 */
final class JsonRpc {

    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;

    private static final String ID = "id";
    private static final String REPLY = "reply_name";

    private final Commands commands;
    private final JsonText reading = new JsonText();
    private final JsonTree writing = new JsonTree();

    JsonRpc(Commands commands) {
        this.commands = commands;
    }

    /** Kamailio's: who names a FIFO gets a reply, also to a request without an id; it is written with tabs. */
    Call call(Request.Json request) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        @Nullable Fault fault = fault(request.text(), members);
        String reply = members.get(REPLY) instanceof String name ? name : "";
        return new JsonCall(reply, members, fault, true);
    }

    /** OpenSIPS': a request without an id gets no reply. It is written on one line. */
    Call call(Request.JsonLine request) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        @Nullable Fault fault = fault(request.text(), members);
        boolean isNotification = fault == null && !members.containsKey(ID);
        return new JsonCall(isNotification ? "" : request.reply(), members, fault, false);
    }

    /** What is wrong with the request itself. */
    private @Nullable Fault fault(String text, Map<String, @Nullable Object> members) {
        try {
            if (!reading.read(text, members)) {
                return new Fault(INVALID_REQUEST, "Invalid Request: one object is expected");
            }
        } catch (IOException e) {
            return new Fault(PARSE_ERROR, "Parse error: " + firstLine(e));
        }
        Object id = members.get(ID);
        Object parameters = members.get("params");
        if (members.containsKey("store_path")) {
            return new Fault(INVALID_REQUEST, "Invalid Request: store_path is not taken, no files are written here");
        }
        if (!"2.0".equals(members.get("jsonrpc"))) {
            return new Fault(INVALID_REQUEST, "Invalid Request: jsonrpc must be \"2.0\"");
        }
        if (id != null && !(id instanceof String) && !(id instanceof Number)) {
            return new Fault(INVALID_REQUEST, "Invalid Request: id must be a string or a number");
        }
        if (!(members.get("method") instanceof String)) {
            return new Fault(INVALID_REQUEST, "Invalid Request: method must be a string");
        }
        if (parameters != null && !(parameters instanceof List) && !(parameters instanceof Map)) {
            return new Fault(INVALID_REQUEST, "Invalid Request: params must be an array or an object");
        }
        return null;
    }

    private static String firstLine(IOException e) {
        return Objects.toString(e.getMessage(), "").lines().findFirst().orElse("");
    }

    private record Fault(int code, String message) {
    }

    private final class JsonCall implements Call {

        private final String reply;
        private final Map<String, @Nullable Object> members;
        private final @Nullable Fault fault;
        private final boolean isPretty;

        JsonCall(String reply, Map<String, @Nullable Object> members, @Nullable Fault fault, boolean isPretty) {
            this.reply = reply;
            this.members = members;
            this.fault = fault;
            this.isPretty = isPretty;
        }

        @Override
        public String reply() {
            return reply;
        }

        @Override
        public Answer run() {
            if (fault != null) {
                return error(fault);
            }
            try {
                Object tree = result(Objects.toString(members.get("method")), members.get("params"));
                return out -> write(out, "result", tree);
            } catch (MiException e) {
                return error(new Fault(e.rpcCode(), Objects.toString(e.getMessage())));
            }
        }

        private Object result(String method, @Nullable Object parameters) throws MiException {
            if (parameters instanceof Map<?, ?> named) {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                named.forEach((name, value) -> values.put(String.valueOf(name), value));
                return commands.run(method, values);
            }
            return commands.run(method, parameters instanceof List<?> list ? list : List.of());
        }

        private Answer error(Fault what) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("code", what.code());
            error.put("message", what.message());
            return out -> write(out, "error", error);
        }

        private void write(OutputStream out, String name, Object tree) throws IOException {
            Map<String, @Nullable Object> response = new LinkedHashMap<>();
            response.put("jsonrpc", "2.0");
            response.put(name, tree);
            Object id = members.get(ID);
            if (members.containsKey(ID) || !isPretty) {
                response.put(ID, id instanceof String || id instanceof Number ? id : null);
            }
            writing.write(response, out, isPretty);
        }
    }
}
