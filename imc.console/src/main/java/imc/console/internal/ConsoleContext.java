package imc.console.internal;

import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/**
 * Where the console is: {@code /console} of management by HTTP. It is open to all, for the page has nothing of the
 * server in it; it asks for the token, and shows that at {@code /RPC}.
 */
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE, property = {
    HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME + "=" + ConsoleContext.NAME,
    HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_PATH + "=/console", ConsoleContext.HERE,
    "imc.mi.http.open:Boolean=true"})
public final class ConsoleContext extends ServletContextHelper {

    static final String NAME = "imc.console";
    /** The HTTP service of imc.mi.http, and no other that may run in the same framework. */
    static final String HERE = HttpWhiteboardConstants.HTTP_WHITEBOARD_TARGET + "=(imc.mi.http=true)";

    @Activate
    public ConsoleContext(ComponentContext context) {
        super(context.getUsingBundle());
    }
}
