package imc.api.mi;

/** A management command was refused. */
public final class MiException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;

    private MiException(int code, String text) {
        super(text);
        this.code = code;
    }

    /** 400: a parameter is missing or cannot be read. */
    public static MiException badRequest(String text) {
        return new MiException(400, text);
    }

    /** 404: what the parameters name is not there. */
    public static MiException notFound(String text) {
        return new MiException(404, text);
    }

    /** 500: the server could not do it. */
    public static MiException failed(String text) {
        return new MiException(500, text);
    }

    /** 400, 404 or 500. */
    public int code() {
        return code;
    }
}
