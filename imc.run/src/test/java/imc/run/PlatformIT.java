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
            List<String> wrong = new ArrayList<>();
            for (int operation = 0; operation < OPERATIONS; operation += STRETCH) {
                chat.go();
                for (int i = 0; i < STRETCH; i++) {
                    platform.operate();
                }
                platform.restore();
                chat.pause();
                List<String> lost = chat.awaitArrivals();
                if (lost.size() + chat.ledger().duplicates().size() > wrong.size()) {
                    System.out.println(String.join("\n", platform.done()));
                    System.out.println(String.join("\n", lost));
                }
                wrong = new ArrayList<>(lost);
                wrong.addAll(chat.ledger().duplicates());
                platform.done().clear();
            }
            System.out.println(OPERATIONS + " operations by seed " + SEED + ", " + chat.ledger().copies() + " copies, "
                    + chat.ledger().missing() + " lost, answers " + chat.ledger().answers());
            assertEquals(List.of(), wrong, () -> "imc.platform.seed=" + SEED);
        }
    }
}
