package imc.mi.health.internal;

import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/** Service properties by which servlets and contexts find the HTTP service of imc.mi.http. */
final class Whiteboard {

    static final String HERE = HttpWhiteboardConstants.HTTP_WHITEBOARD_TARGET + "=(imc.mi.http=true)";
    /** Marks a context whose pages are read without a token. */
    static final String OPEN = "imc.mi.http.open:Boolean=true";
    static final String NAME = HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME + "=";
    static final String PATH = HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_PATH + "=";
    static final String PATTERN = HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN + "=";
    private static final String SELECT = HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_SELECT + "=";

    static final String LIVE = "imc.health.live";
    static final String READY = "imc.health.ready";
    static final String IN_OPEN_CONTEXTS = SELECT + "(|(" + NAME + LIVE + ")(" + NAME + READY + "))";
    static final String IN_GUARDED_CONTEXT = SELECT + "(" + NAME + "imc)";

    private Whiteboard() {
    }
}
