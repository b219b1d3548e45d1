package imc.mi.internal;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Shows the statistics by JMX: attributes of {@value #NAME}. */
@Component(immediate = true, service = Jmx.class)
public final class Jmx {

    static final String NAME = "imc:type=Statistics";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name = new ObjectName(NAME);

    @Activate
    public Jmx(@Reference Figures figures) throws JMException {
        server.registerMBean(new JmxStatistics(figures), name);
    }

    @Deactivate
    void close() throws JMException {
        server.unregisterMBean(name);
    }
}
