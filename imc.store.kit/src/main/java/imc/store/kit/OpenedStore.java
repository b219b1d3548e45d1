package imc.store.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.store.RoomStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The store that a test of the kit uses, and how it is opened and closed. */
abstract class OpenedStore {

    /** Open while a test runs, unless the test has closed it. */
    RoomStore store;

    /** Opens the store on what this test has kept so far: nothing, at the first call of a test. */
    protected abstract RoomStore open() throws Exception;

    /** Closes the store, as its bundle does when it stops. */
    protected abstract void close(RoomStore open) throws Exception;

    /** Whether the store keeps rooms while it is closed. */
    protected boolean isDurable() {
        return true;
    }

    @BeforeEach
    final void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    final void closeStore() throws Exception {
        if (store != null) {
            close(store);
        }
    }

    /** What is kept; where the store is durable, after it was closed and opened again. */
    final Loaded kept() throws Exception {
        if (isDurable()) {
            close(store);
            store = null;
            store = open();
        }
        Loaded loaded = Loaded.from(store);
        assertEquals(List.of(), loaded.damages);
        return loaded;
    }
}
