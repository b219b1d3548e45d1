package imc.mi.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiSignature;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code which}: the names of all commands. */
@Component
@MiCommandProperties(name = "which", aliases = "system_listMethods",
        description = "Lists the names of the management commands")
public final class Which implements MiCommand {

    private final Offer offer;

    @Activate
    public Which(BundleContext context) {
        offer = new Offer(context);
    }

    @Override
    public Object execute(Map<String, Object> parameters) {
        return offer.now().signatures().stream().map(MiSignature::name).toList();
    }
}
