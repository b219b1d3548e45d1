package imc.mi.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code ps}: what Kamailio's processes are to it, the bundles are here. */
@Component
@MiCommandProperties(name = "ps", aliases = "core_ps", description = "Lists the bundles: number, name, version, state")
public final class Ps implements MiCommand {

    private final BundleContext context;

    @Activate
    public Ps(BundleContext context) {
        this.context = context;
    }

    @Override
    public Object execute(Map<String, Object> parameters) {
        return Arrays.stream(context.getBundles()).map(Ps::row).toList();
    }

    private static Map<String, Object> row(Bundle bundle) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", bundle.getBundleId());
        row.put("bundle", Objects.requireNonNullElse(bundle.getSymbolicName(), bundle.getLocation()));
        row.put("version", bundle.getVersion().toString());
        row.put("state", switch (bundle.getState()) {
            case Bundle.UNINSTALLED -> "uninstalled";
            case Bundle.INSTALLED -> "installed";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            default -> "active";
        });
        return row;
    }
}
