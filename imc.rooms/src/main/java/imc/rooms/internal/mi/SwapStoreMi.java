package imc.rooms.internal.mi;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.store.StoreException;
import imc.rooms.internal.store.StoreGate;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_swap_store}: moves to another store that is there, and stays with the old one if that fails. */
@Component
@MiCommandProperties(name = "imc_swap_store", parameters = "store The name of one that imc_store shows",
        description = "Moves the rooms to another store that is there; if that fails, the old one goes on serving")
public final class SwapStoreMi implements MiCommand {

    private final StoreGate gate;
    private final StoreMi store;

    @Activate
    public SwapStoreMi(@Reference StoreGate gate, @Reference StoreMi store) {
        this.gate = gate;
        this.store = store;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        String name = parameters.get("store").toString();
        List<String> present = gate.status().present();
        if (!present.contains(name)) {
            throw MiException.notFound("There is no store " + name + "; there are " + present);
        }
        try {
            gate.swapTo(name);
            return store.tree();
        } catch (StoreException e) {
            throw MiException.failed(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MiException.failed("interrupted");
        }
    }
}
