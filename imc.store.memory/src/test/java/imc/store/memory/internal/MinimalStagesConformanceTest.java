package imc.store.memory.internal;

import imc.api.store.RoomStore;
import imc.store.kit.MinimalStages;
import imc.store.kit.StoreConformance;
import org.junit.jupiter.api.DisplayName;

@DisplayName("memory, with minimal stages")
class MinimalStagesConformanceTest extends StoreConformance {

    @Override
    protected RoomStore open() {
        return new MinimalStages(new MemoryStore());
    }

    @Override
    protected void close(RoomStore open) {
        ((MemoryStore) ((MinimalStages) open).store()).close();
    }

    @Override
    protected boolean isDurable() {
        return false;
    }
}
