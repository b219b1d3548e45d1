package imc.run.support;

import imc.api.store.Change;
import imc.api.store.RoomReceiver;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** For bundles of tests: a store that keeps nothing, and refuses everything while there is a file in the data. */
@Component(property = {"service.ranking:Integer=100", RoomStore.NAME + "=" + RefusingStore.NAME})
public final class RefusingStore implements RoomStore {

    public static final String NAME = "test.refusing";
    /** In the data directory. */
    public static final String FILE = "refuse";

    private final Path file;
    private volatile String lineage = "";

    @Activate
    public RefusingStore(BundleContext context) {
        file = Path.of(context.getProperty("imc.data")).resolve(FILE);
    }

    @Override
    public Optional<String> lineage() {
        return Optional.of(lineage);
    }

    @Override
    public void setLineage(String next) throws StoreException {
        refuse();
        lineage = next;
    }

    private void refuse() throws StoreException {
        if (Files.exists(file)) {
            throw new StoreException("there is no room");
        }
    }

    @Override
    public void load(RoomReceiver into) {
        // nothing is kept
    }

    @Override
    public CompletionStage<Void> write(List<Change> batch) {
        try {
            refuse();
            return CompletableFuture.completedFuture(null);
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
