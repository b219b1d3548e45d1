package imc.rooms.internal.mi;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.store.StoreException;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_swap_store}: moves to another store that is there, and stays with the old one if that fails. */
@Component
@MiCommandProperties(name = "imc_swap_store", parameters = "store The name of one that imc_store shows",
        description = "Moves the rooms to another store that is there; if that fails, the old one goes on serving")
public final class SwapStoreMi implements MiCommand {

    private final StoreOverview store;

    @Activate
    public SwapStoreMi(@Reference StoreOverview store) {
        this.store = store;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        if (!(parameters.get("store") instanceof String name) || name.isBlank()) {
            throw MiException.badRequest("The parameter 'store' is missing: the name of one that imc:store shows");
        }
        if (!store.present().contains(name)) {
            throw MiException.notFound("There is no store " + name + "; there are " + store.present());
        }
        try {
            store.swapTo(name);
            return store.tree();
        } catch (StoreException e) {
            throw MiException.failed(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MiException.failed("interrupted");
        }
    }
}
