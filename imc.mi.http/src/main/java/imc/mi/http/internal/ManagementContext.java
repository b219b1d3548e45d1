package imc.mi.http.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/**
 * The context of whatever is served: it lets nothing through that the {@link Guard} has not seen, also while that is
 * not there. A bundle that selects it has its resources from itself.
 */
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE, property = {
    HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME + "=" + Whiteboard.CONTEXT,
    HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_PATH + "=/", Whiteboard.HERE})
public final class ManagementContext extends ServletContextHelper {

    @Activate
    public ManagementContext(ComponentContext context) {
        super(context.getUsingBundle());
    }

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean admitted = Guard.hasAdmitted(request);
        if (!admitted) {
            RpcServlet.refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Nobody is let in now");
        }
        return admitted;
    }
}
