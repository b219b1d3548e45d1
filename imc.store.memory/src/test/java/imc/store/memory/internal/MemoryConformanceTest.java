package imc.store.memory.internal;

import imc.api.store.RoomStore;
import imc.store.kit.StoreConformance;
import org.junit.jupiter.api.DisplayName;

@DisplayName("memory")
class MemoryConformanceTest extends StoreConformance {

    @Override
    protected RoomStore open() {
        return new MemoryStore();
    }

    @Override
    protected void close(RoomStore open) {
        ((MemoryStore) open).close();
    }

    @Override
    protected boolean isDurable() {
        return false;
    }
}
