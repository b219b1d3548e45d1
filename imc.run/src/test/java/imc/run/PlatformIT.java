package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.run.platform.Chat;
import imc.run.platform.Platform;
import imc.run.support.FelixServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The platform moves under the server: whatever bundle is stopped, started, updated or refreshed, nothing that was
 * answered 200 is lost or comes twice. The number of operations is the system property {@code imc.platform.operations},
 * the seed {@code imc.platform.seed}.
 */
class PlatformIT {

    private static final int OPERATIONS = Integer.getInteger("imc.platform.operations", 40);
    private static final long SEED = Long.getLong("imc.platform.seed", 20261121);
    /** After so many the server is put to rights and the ledger is looked at. */
    private static final int STRETCH = 10;

    @Test
    @DisplayName("nothing that was answered 200 is lost while any bundle is stopped, started, updated or refreshed")
    void operations() throws Exception {
        try (FelixServer server = new FelixServer(); Chat chat = new Chat(server)) {
            Platform platform = new Platform(server, SEED);
            List<String> faults = new ArrayList<>();
            for (int operation = 0; operation < OPERATIONS; operation += STRETCH) {
                chat.go();
                for (int i = 0; i < STRETCH; i++) {
                    platform.operate();
                }
                platform.restore();
                chat.pause();
                chat.awaitArrivals();
                List<String> found = chat.ledger().faults();
                if (!found.isEmpty()) {
                    faults.add(String.join("\n", found) + "\nlost while\n" + String.join("\n", platform.done()));
                }
                platform.done().clear();
            }
            System.out.printf("%d operations by seed %d, %d copies, %d lost, answers %s, without an answer %s%n", OPERATIONS, SEED,
                    chat.ledger().copies(), chat.ledger().missing(), chat.ledger().answers(), chat.ledger().unanswered());
            assertEquals("", String.join("\n", faults), () -> "imc.platform.seed=" + SEED);
        }
    }
}
