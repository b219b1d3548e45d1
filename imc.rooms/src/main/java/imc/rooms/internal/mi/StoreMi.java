package imc.rooms.internal.mi;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_store}: which store serves, and what waits for one. */
@Component
@MiCommandProperties(name = "imc_store", description = "Shows which store serves, its lineage, what waits, the last swap")
public final class StoreMi implements MiCommand {

    private final StoreOverview store;

    @Activate
    public StoreMi(@Reference StoreOverview store) {
        this.store = store;
    }

    @Override
    public Object execute(Map<String, Object> parameters) {
        return store.tree();
    }
}
