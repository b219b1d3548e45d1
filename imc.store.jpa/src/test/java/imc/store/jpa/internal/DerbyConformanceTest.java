package imc.store.jpa.internal;

import imc.api.store.RoomStore;
import imc.store.jpa.internal.store.JpaRoomStore;
import imc.store.kit.StoreConformance;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Derby")
class DerbyConformanceTest extends StoreConformance {

    @TempDir
    Path data;

    @Override
    protected RoomStore open() throws Exception {
        return derby().open();
    }

    @Override
    protected void close(RoomStore open) {
        ((JpaRoomStore) open).close();
        derby().shutDown();
    }

    private Derby derby() {
        return new Derby(data.resolve("imc"));
    }
}
