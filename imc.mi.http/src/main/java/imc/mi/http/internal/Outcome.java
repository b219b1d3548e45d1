package imc.mi.http.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a call.
 *
 * @param awaited whether it is answered: a call without id (a notification, JSON-RPC 2.0 §4.1) is not
 * @param id      of the call; null if it had none, or none that could be read
 * @param result  a tree; null if there is an error
 * @param error   null if there is a result
 */
record Outcome(boolean awaited, @Nullable Object id, @Nullable Object result, @Nullable RpcError error) {

    static Outcome of(RpcError error) {
        return new Outcome(true, null, null, error);
    }

    static Outcome of(Map<?, ?> request, @Nullable Object result) {
        return new Outcome(request.containsKey("id"), request.get("id"), result, null);
    }

    /** One that could not be understood is answered, whether or not it has an id that could be. */
    static Outcome of(@Nullable Object tree, RpcError error) {
        Object id = tree instanceof Map<?, ?> request ? request.get("id") : null;
        boolean readable = id instanceof String || id instanceof Number;
        boolean awaited = error.code() == RpcError.INVALID_REQUEST
                || tree instanceof Map<?, ?> request && request.containsKey("id");
        return new Outcome(awaited, readable ? id : null, null, error);
    }

    /** Writes the answer, its members in Kamailio's order. */
    void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("jsonrpc", "2.0");
        if (error == null) {
            out.writeFieldName("result");
            JsonText.write(out, result);
        } else {
            out.writeObjectFieldStart("error");
            out.writeNumberField("code", error.code());
            out.writeStringField("message", error.text());
            out.writeEndObject();
        }
        out.writeFieldName("id");
        JsonText.write(out, id);
        out.writeEndObject();
    }
}
