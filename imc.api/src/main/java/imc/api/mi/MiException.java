package imc.api.mi;

import java.util.Objects;

/** A management command was refused. */
public final class MiException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Why a command was refused. */
    public enum Kind {
        /** There is no command of that name. */
        UNKNOWN_COMMAND(500),
        /** A parameter is missing, of another type, or not one of the command's. */
        WRONG_PARAMETERS(400),
        /** A parameter's value cannot be read, or not be used. */
        BAD_REQUEST(400),
        /** What the parameters name is not there. */
        NOT_FOUND(404),
        /** The server could not do it. */
        FAILED(500);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** 400, 404 or 500, as Kamailio's MI answers. */
        public int code() {
            return code;
        }
    }

    /** A refusal of that kind. */
    public MiException(Kind kind, String text) {
        super(Objects.requireNonNull(text, "text"));
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** 400: a parameter is missing or cannot be read. */
    public static MiException badRequest(String text) {
        return new MiException(Kind.BAD_REQUEST, text);
    }

    /** 404: what the parameters name is not there. */
    public static MiException notFound(String text) {
        return new MiException(Kind.NOT_FOUND, text);
    }

    /** 500: the server could not do it. */
    public static MiException failed(String text) {
        return new MiException(Kind.FAILED, text);
    }

    /** Why. */
    public Kind kind() {
        return kind;
    }

    /** 400, 404 or 500. */
    public int code() {
        return kind.code();
    }

    /**
     * The code of a JSON-RPC 2.0 error (§5.1): what is the client's fault by the rules of JSON-RPC has its code, -32601
     * or -32602; what the command refuses has the command's.
     */
    public int rpcCode() {
        return switch (kind) {
            case UNKNOWN_COMMAND -> -32601;
            case WRONG_PARAMETERS -> -32602;
            case BAD_REQUEST, NOT_FOUND, FAILED -> code();
        };
    }
}
