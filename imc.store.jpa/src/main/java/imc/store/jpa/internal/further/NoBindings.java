package imc.store.jpa.internal.further;

import imc.api.location.BindingStore;
import imc.api.location.StoredBinding;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/**
 * Keeps nothing, and says so at once: where no database is used, or where it has no table for them, nobody has to wait
 * for the bindings of an earlier launch. Any other store of bindings comes before it.
 */
public final class NoBindings implements BindingStore {

    /** Below all others; a negative one is a stand-in's. */
    private static final int RANKING = -1000;
    /** What such services say to those who ask how the server is. */
    private static final String WARNINGS = "imc.warnings";

    private final String warning;

    /** @param warning told to operators; empty where they have wanted it so */
    NoBindings(String warning) {
        this.warning = warning;
    }

    /** With which it is to be registered. */
    public Dictionary<String, Object> properties() {
        return FrameworkUtil.asDictionary(warning.isEmpty() ? Map.of(Constants.SERVICE_RANKING, RANKING)
                : Map.of(Constants.SERVICE_RANKING, RANKING, WARNINGS, new String[] {warning}));
    }

    @Override
    public CompletionStage<Void> load(Consumer<StoredBinding> into) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> write(List<StoredBinding> put, List<String> removed) {
        return CompletableFuture.completedFuture(null);
    }
}
