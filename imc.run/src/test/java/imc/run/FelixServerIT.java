package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.run.support.FelixServer;
import imc.run.support.Result;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The framework's promises: order of start, and bundles that can go and come back. */
class FelixServerIT {

    @Test
    @DisplayName("the log starts first, then configuration, then the rest, then the conference server")
    void startLevels() {
        try (FelixServer server = new FelixServer()) {
            assertEquals(1, level(server, "org.apache.felix.log"));
            assertEquals(2, level(server, "imc.config"));
            assertEquals(3, level(server, "org.apache.felix.scr"));
            assertEquals(4, level(server, "imc.rooms"));
        }
    }

    @Test
    @DisplayName("each of our bundles can be stopped, updated and started again by Gogo, and the server is ready again")
    void everyBundle() {
        try (FelixServer server = new FelixServer()) {
            for (Bundle bundle : server.ours()) {
                // The bundle that takes the lines would not take the next one.
                List<String> steps = bundle.getSymbolicName().equals("imc.control")
                        ? List.of("update")
                        : List.of("stop", "update", "start");
                for (String step : steps) {
                    Result result = server.shell(step + " " + bundle.getBundleId());
                    assertEquals(0, result.code(), bundle + " " + step + ": " + result.err());
                }
                server.awaitReady();
            }
        }
    }

    @Test
    @DisplayName("the framework can be started anew on the same data")
    void restart() {
        try (FelixServer server = new FelixServer()) {
            server.restart();
            assertEquals(0, server.shell("lb").code());
        }
    }

    private static int level(FelixServer server, String symbolicName) {
        return server.bundle(symbolicName).adapt(BundleStartLevel.class).getStartLevel();
    }
}
