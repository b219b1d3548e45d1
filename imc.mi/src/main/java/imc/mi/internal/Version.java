package imc.mi.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code version}: what runs here. */
@Component
@MiCommandProperties(name = "version", aliases = "core_version",
        description = "Shows the versions of the server, of the OSGi framework and of Java")
public final class Version implements MiCommand {

    private final BundleContext context;

    @Activate
    public Version(BundleContext context) {
        this.context = context;
    }

    @Override
    public Object execute(Map<String, Object> parameters) {
        Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("version", "imc " + context.getBundle().getVersion());
        tree.put("framework", framework.getSymbolicName() + " " + framework.getVersion());
        tree.put("java", Objects.toString(System.getProperty("java.vm.name"), "") + " "
                + System.getProperty("java.version"));
        tree.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch"));
        return tree;
    }
}
