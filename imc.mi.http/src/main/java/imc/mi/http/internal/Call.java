package imc.mi.http.internal;

import imc.api.mi.MiDispatcher;
import imc.api.mi.MiException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of JSON-RPC 2.0.
 *
 * @param method the name of a command
 * @param params a list, a map, or null for none
 */
record Call(String method, @Nullable Object params) {

    private static final int SHOWN = 64;

    /** Reads a request object. */
    static Call of(@Nullable Object tree) throws RpcError {
        if (!(tree instanceof Map<?, ?> request)) {
            throw RpcError.invalid("an object is expected");
        }
        if (!"2.0".equals(request.get("jsonrpc"))) {
            throw RpcError.invalid("\"jsonrpc\": \"2.0\" is expected");
        }
        if (!(request.get("method") instanceof String method)) {
            throw RpcError.invalid("\"method\" is expected, with the name of a command");
        }
        Object id = request.get("id");
        if (id != null && !(id instanceof String) && !(id instanceof Number)) {
            throw RpcError.invalid("\"id\" is to be a text or a number");
        }
        Object params = request.get("params");
        if (params != null && !(params instanceof Map) && !(params instanceof List)) {
            throw RpcError.invalid("\"params\" are to be an object or a list");
        }
        return new Call(method, params);
    }

    /** Runs it: a tree to be read once and soon. */
    Object run(MiDispatcher dispatcher) throws RpcError {
        try {
            if (params instanceof List<?> values) {
                return dispatcher.run(method, values);
            }
            return dispatcher.run(method, params instanceof Map<?, ?> values ? named(values) : Map.of());
        } catch (MiException e) {
            throw RpcError.of(e);
        }
    }

    /** For the log. */
    String shown() {
        return method.length() > SHOWN ? method.substring(0, SHOWN) + "…" : method;
    }

    @SuppressWarnings("unchecked") // the names of a JSON object are texts
    private static Map<String, ?> named(Map<?, ?> values) {
        return (Map<String, ?>) values;
    }
}
