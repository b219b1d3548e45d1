package imc.mi.health.internal;

import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.servlet.context.ServletContextHelper;

/** Whether chat works: {@code /health/ready}, which needs no token, and tells a word only. */
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE, property = {
    Whiteboard.NAME + Whiteboard.READY, Whiteboard.PATH + Probe.READY_PATH, Whiteboard.HERE, Whiteboard.OPEN})
public final class ReadyContext extends ServletContextHelper {

    @Activate
    public ReadyContext(ComponentContext context) {
        super(context.getUsingBundle());
    }
}
