package imc.mi.http.internal;

import imc.api.mi.MiException;

/** A call that is answered with an error (JSON-RPC 2.0 §5.1). */
final class RpcError extends Exception {

    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = 500;
    static final int UNAVAILABLE = 503;
    private static final int BAD_REQUEST = 400;
    private static final long serialVersionUID = 1L;

    private final int code;

    RpcError(int code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    static RpcError parseError(String why) {
        return new RpcError(PARSE_ERROR, "Parse error: " + why);
    }

    static RpcError invalid(String why) {
        return new RpcError(INVALID_REQUEST, "Invalid Request: " + why);
    }

    static RpcError of(MiException refusal) {
        return new RpcError(refusal.rpcCode(), String.valueOf(refusal.getMessage()));
    }

    int code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    /** The status of an HTTP answer that has this error alone, as Kamailio's: a method that is not there is 500. */
    int status() {
        return switch (code) {
            case PARSE_ERROR, INVALID_REQUEST, INVALID_PARAMS -> BAD_REQUEST;
            case METHOD_NOT_FOUND -> INTERNAL_ERROR;
            default -> code;
        };
    }
}
