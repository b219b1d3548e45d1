package imc.store.jpa.internal;

import imc.store.jpa.internal.connection.Connections;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Derby")
class DerbyFurtherConformanceTest extends FurtherConformance {

    @TempDir
    static Path data;

    private static Derby derby() {
        return new Derby(data.resolve("imc"));
    }

    @AfterAll
    static void shutDown() {
        derby().shutDown();
    }

    @Override
    Connections connections() {
        EmptyDerby.copyTo(derby().directory());
        return derby().connections();
    }
}
