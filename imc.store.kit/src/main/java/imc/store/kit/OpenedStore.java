package imc.store.kit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The store that a test of the kit uses, and how it is opened and closed.
 *
 * @param <S> its contract
 */
abstract class OpenedStore<S> {

    /** Open while a test runs, unless the test has closed it. */
    S store;

    /** Opens the store on what this test has kept so far: nothing, at the first call of a test. */
    protected abstract S open() throws Exception;

    /** Closes the store, as its bundle does when it stops. */
    protected abstract void close(S open) throws Exception;

    /** Whether the store keeps anything while it is closed. */
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

    /** Closes the store and opens it again, where it is durable. */
    final void reopen() throws Exception {
        if (isDurable()) {
            close(store);
            store = null;
            store = open();
        }
    }
}
