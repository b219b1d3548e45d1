package imc.mi.health.internal;

import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.servlet.context.ServletContextHelper;

/** Whether the process answers: {@code /health/live}, which needs no token, and tells a word only. */
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE, property = {
    Whiteboard.NAME + Whiteboard.LIVE, Whiteboard.PATH + Probe.LIVE_PATH, Whiteboard.HERE, Whiteboard.OPEN})
public final class LiveContext extends ServletContextHelper {

    @Activate
    public LiveContext(ComponentContext context) {
        super(context.getUsingBundle());
    }
}
