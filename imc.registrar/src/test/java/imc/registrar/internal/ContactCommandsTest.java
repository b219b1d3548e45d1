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

class ContactCommandsTest {

    private static final Map<String, Object> PHONE = Map.of("user", "sip:bob@127.0.0.1", "contact",
            "sip:bob@127.0.0.1:5071;transport=tcp", "expires", 3600L, "q", 0.5, "flow", "tcp:127.0.0.1:40002",
            "instance", "<urn:uuid:1>", "reg_id", 3, "path", "", "user_agent", "Phone/1");

    private final SetClock clock = new SetClock();
    private final LocationTable table = new LocationTable(clock, new Ruids(null));
    private final Durability durability = new Durability(table, clock, false, Runnable::run);
    private final ListContacts list = new ListContacts(table);
    private final RemoveContacts remove = new RemoveContacts(table, durability);

    @BeforeEach
    void twoUsers() {
        Registrar registrar = new Registrar(table, durability, clock, Map.of());
        Requests.now(registrar, register("bob", "b", 7, TCP, "User-Agent: Phone/1",
                "Contact: <sip:bob@127.0.0.1:5071;transport=tcp>;q=0.5;+sip.instance=\"<urn:uuid:1>\";reg-id=3"));
        Requests.now(registrar, register("bob", "c", 1, UDP, "Contact: <sip:laptop@127.0.0.1:5072>"));
        Requests.now(registrar, register("alice", "a", 1, UDP, "Contact: <sip:alice@127.0.0.1:5070>"));
    }

    @AfterEach
    void stop() {
        table.stop();
    }

    private List<?> listed(Map<String, Object> parameters) throws MiException {
        return ((List<?>) list.execute(parameters)).stream().map(row -> ((Map<?, ?>) row).get("contact")).toList();
    }

    @Test
    void contactsAreListedByUserThePreferredOneFirstAndByPages() throws MiException {
        List<String> all = List.of("sip:alice@127.0.0.1:5070", "sip:laptop@127.0.0.1:5072",
                "sip:bob@127.0.0.1:5071;transport=tcp");
        assertEquals(all, listed(Map.of()));
        assertEquals(all.subList(1, 2), listed(Map.of("from", 1L, "count", 1L)));
        assertEquals(all.subList(1, 3), listed(Map.of("user", "bob")));
        assertEquals(PHONE, ((List<?>) list.execute(Map.of("user", "bob@127.0.0.1"))).get(1));
        assertEquals(404, assertThrows(MiException.class, () -> listed(Map.of("user", "carol"))).code());
        assertEquals(404, assertThrows(MiException.class, () -> listed(Map.of("user", "sip:carol@h"))).code());
        assertEquals(400, assertThrows(MiException.class, () -> listed(Map.of("from", -1L))).code());
    }

    @Test
    void oneContactIsRemovedOrAll() throws MiException {
        assertEquals(Map.of("user", "sip:bob@127.0.0.1", "removed", 1, "contacts", 1),
                remove.execute(Map.of("user", "bob", "contact", "sip:laptop@127.0.0.1:5072")));
        assertEquals(404, assertThrows(MiException.class, () -> remove.execute(Map.of("user", "bob", "contact",
                "sip:laptop@127.0.0.1:5072"))).code());
        assertEquals(Map.of("user", "sip:bob@127.0.0.1", "removed", 1, "contacts", 0),
                remove.execute(Map.of("user", "bob")));
        assertEquals(404, assertThrows(MiException.class, () -> remove.execute(Map.of("user", "bob"))).code());
        assertEquals(List.of("sip:alice@127.0.0.1:5070"), listed(Map.of()));
    }
}
