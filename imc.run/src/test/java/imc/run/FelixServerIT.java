package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.run.support.FelixServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The framework's promises: the order of the start, and another start. That bundles go and come back: HotSwapIT. */
class FelixServerIT {

    private static final FelixServer SERVER = new FelixServer();

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    @DisplayName("the log starts first, then configuration, then the rest, then the conference server")
    void startLevels() {
        assertEquals(1, level("org.apache.felix.log"));
        assertEquals(2, level("imc.config"));
        assertEquals(3, level("org.apache.felix.scr"));
        assertEquals(4, level("imc.rooms"));
    }

    @Test
    @DisplayName("the framework can be started anew on the same data")
    void restart() {
        SERVER.restart();
        assertEquals(0, SERVER.shell("lb").code());
    }

    private static int level(String symbolicName) {
        return SERVER.bundle(symbolicName).adapt(BundleStartLevel.class).getStartLevel();
    }
}
