package imc.mi.http.internal;

import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/** Service properties by which servlets find our HTTP service, and no other that may run in the same framework. */
final class Whiteboard {

    /** Marks our HTTP service. */
    static final String MARK = "imc.mi.http";
    /** The context of whatever is served by it; of other bundles too. */
    static final String CONTEXT = "imc";

    static final String HERE = HttpWhiteboardConstants.HTTP_WHITEBOARD_TARGET + "=(" + MARK + "=true)";
    static final String IN_CONTEXT = HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_SELECT + "=("
            + HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME + "=" + CONTEXT + ")";
    static final String SERVLET = HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN;

    private Whiteboard() {
    }
}
