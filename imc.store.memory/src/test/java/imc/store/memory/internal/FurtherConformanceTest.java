package imc.store.memory.internal;

import imc.api.archive.MessageArchive;
import imc.api.auth.UserStore;
import imc.api.location.BindingStore;
import imc.api.offline.OfflineStore;
import imc.store.kit.ArchiveConformance;
import imc.store.kit.BindingConformance;
import imc.store.kit.OfflineConformance;
import imc.store.kit.UserConformance;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** Users, bindings, messages that wait and what was said, in memory. */
@DisplayName("memory")
class FurtherConformanceTest {

    @Nested
    @DisplayName("users")
    class Users extends UserConformance {

        @Override
        protected UserStore open() {
            return new MemoryUsers();
        }

        @Override
        protected void close(UserStore open) {
            ((MemoryUsers) open).close();
        }

        @Override
        protected boolean isDurable() {
            return false;
        }
    }

    @Nested
    @DisplayName("bindings")
    class Bindings extends BindingConformance {

        @Override
        protected BindingStore open() {
            return new MemoryBindings();
        }

        @Override
        protected void close(BindingStore open) {
            ((MemoryBindings) open).close();
        }

        @Override
        protected boolean isDurable() {
            return false;
        }
    }

    @Nested
    @DisplayName("offline messages")
    class Offline extends OfflineConformance {

        @Override
        protected OfflineStore open() {
            return new MemoryOffline();
        }

        @Override
        protected void close(OfflineStore open) {
            ((MemoryOffline) open).close();
        }

        @Override
        protected boolean isDurable() {
            return false;
        }
    }

    @Nested
    @DisplayName("what was said")
    class Archive extends ArchiveConformance {

        @Override
        protected MessageArchive open() {
            return new MemoryArchive();
        }

        @Override
        protected void close(MessageArchive open) {
            ((MemoryArchive) open).close();
        }

        @Override
        protected boolean isDurable() {
            return false;
        }
    }
}
