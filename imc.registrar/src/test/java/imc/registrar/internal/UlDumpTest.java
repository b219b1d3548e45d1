package imc.registrar.internal;

import static imc.registrar.internal.Requests.TCP;
import static imc.registrar.internal.Requests.UDP;
import static imc.registrar.internal.Requests.register;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.mi.MiException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UlDumpTest {

    private static final Map<String, Object> BOB = Map.of("user", "sip:bob@127.0.0.1", "contacts", List.of(
            Map.of("contact", "sip:bob@127.0.0.1:5071;transport=tcp", "expires", 3600L, "q", 0.5,
                    "flow", "tcp:127.0.0.1:40002", "callid", "b", "cseq", 7L)));

    private final LocationTable location = new LocationTable(new SetClock(), new Ruids(null));
    private final UlDump dump = new UlDump(location);

    @BeforeEach
    void twoUsers() {
        Registrar registrar = Requests.registrar(location, new SetClock());
        Requests.now(registrar, register("bob", "b", 7, TCP, "Contact: <sip:bob@127.0.0.1:5071;transport=tcp>;q=0.5"));
        Requests.now(registrar, register("alice", "a", 1, UDP, "Contact: <sip:alice@127.0.0.1:5070>"));
    }

    @AfterEach
    void stop() {
        location.stop();
    }

    @Test
    void allUsersAreListedInTheOrderOfTheirAddresses() throws MiException {
        List<?> users = (List<?>) dump.execute(Map.of());
        assertEquals(2, users.size());
        assertEquals("sip:alice@127.0.0.1", ((Map<?, ?>) users.get(0)).get("user"));
        assertEquals(BOB, users.get(1));
    }

    @Test
    void oneUserIsShownAlone() throws MiException {
        assertEquals(BOB, dump.execute(Map.of("user", "sip:bob@127.0.0.1")));
    }

    @Test
    void aUserWhoIsNotRegisteredIsNotFound() {
        MiException refused =
                assertThrows(MiException.class, () -> dump.execute(Map.of("user", "sip:carol@127.0.0.1")));
        assertEquals(404, refused.code());
        assertEquals("User not registered: sip:carol@127.0.0.1", refused.getMessage());
    }

    @Test
    void aUserThatIsNoAddressIsABadRequest() {
        assertEquals(400, assertThrows(MiException.class, () -> dump.execute(Map.of("user", "http:carol"))).code());
    }

    @Test
    void aUserPartThatNobodyHasIsNotFound() {
        assertEquals(404, assertThrows(MiException.class, () -> dump.execute(Map.of("user", "carol"))).code());
    }
}
