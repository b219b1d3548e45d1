package imc.store.jpa.internal;

import imc.api.archive.MessageArchive;
import imc.api.auth.UserStore;
import imc.api.location.BindingStore;
import imc.api.offline.OfflineStore;
import imc.store.jpa.internal.connection.Connections;
import imc.store.jpa.internal.further.FurtherStores;
import imc.store.jpa.internal.further.FurtherTables;
import imc.store.jpa.internal.tables.TableNames;
import imc.store.jpa.internal.work.Timers;
import imc.store.kit.ArchiveConformance;
import imc.store.kit.BindingConformance;
import imc.store.kit.OfflineConformance;
import imc.store.kit.UserConformance;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** Users, bindings, messages that wait and what was said in one database, with tables of their own for each test. */
abstract class FurtherConformance {

    private static final AtomicInteger TESTS = new AtomicInteger();

    private final int number = TESTS.incrementAndGet();
    private final TableNames tables = new TableNames(TableNames.ROOMS, TableNames.MEMBERS, "subscriber" + number,
            "imc_location" + number, "imc_offline" + number, "imc_archive" + number);
    private FurtherStores stores;

    /** To the same database for all tests. */
    abstract Connections connections() throws Exception;

    final TableNames tables() {
        return tables;
    }

    final <S> S open(Class<S> type) throws Exception {
        Connections connections = connections();
        stores = FurtherStores.on(connections, tables, FurtherTables.prepare(connections, tables), Timers.SYSTEM);
        return store(type);
    }

    final <S> S store(Class<S> type) {
        return type.cast(stores.services().get(type));
    }

    final void close() {
        stores.close();
    }

    @Nested
    @DisplayName("users")
    class Users extends UserConformance {

        @Override
        protected UserStore open() throws Exception {
            return FurtherConformance.this.open(UserStore.class);
        }

        @Override
        protected void close(UserStore open) {
            FurtherConformance.this.close();
        }
    }

    @Nested
    @DisplayName("bindings")
    class Bindings extends BindingConformance {

        @Override
        protected BindingStore open() throws Exception {
            return FurtherConformance.this.open(BindingStore.class);
        }

        @Override
        protected void close(BindingStore open) {
            FurtherConformance.this.close();
        }
    }

    @Nested
    @DisplayName("offline messages")
    class Offline extends OfflineConformance {

        @Override
        protected OfflineStore open() throws Exception {
            return FurtherConformance.this.open(OfflineStore.class);
        }

        @Override
        protected void close(OfflineStore open) {
            FurtherConformance.this.close();
        }
    }

    @Nested
    @DisplayName("what was said")
    class Archive extends ArchiveConformance {

        @Override
        protected MessageArchive open() throws Exception {
            return FurtherConformance.this.open(MessageArchive.class);
        }

        @Override
        protected void close(MessageArchive open) {
            FurtherConformance.this.close();
        }
    }
}
