package imc.sip.internal.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.net.Networks;
import imc.api.sip.TransportKind;
import imc.api.transport.Delivery;
import imc.sip.internal.config.ListeningAddress;
import imc.sip.internal.listen.Listening;
import imc.sip.internal.stream.ConnectionLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ways to next hops, where the server listens at all addresses. */
class RoutesTest {

    private final Listening listening = new Listening(new ConnectionLimits(() -> 100, () -> 100,
            () -> Duration.ofSeconds(120), address -> false, System::nanoTime), () -> true, () -> null, e -> { });
    private final Routes routes = new Routes(listening, () -> Networks.NONE);

    @BeforeEach
    void open() throws IOException {
        listening.listenAt(List.of(new ListeningAddress(TransportKind.UDP, "0.0.0.0", 0)), null);
    }

    @AfterEach
    void close() {
        listening.close();
    }

    private static NextHop hop(NextHop.Kind kind, String host) {
        return new NextHop(kind, "sip:bob@" + host, "", TransportKind.UDP, host, 5099, null);
    }

    @Test
    @DisplayName("by which address a receiver gets at us is made out once, and again after a minute or an edit")
    void everywhere() throws Exception {
        NextHop bob = hop(NextHop.Kind.CONTACT, "127.0.0.1");
        Route route = routes.to(bob);
        assertTrue(new String(route.via(), StandardCharsets.US_ASCII).startsWith("SIP/2.0/UDP 127.0.0.1:"));
        assertSame(route, routes.to(bob));
        routes.age();
        assertSame(route, routes.to(bob));
        for (int i = 0; i < 4; i++) {
            routes.age();
        }
        Route later = routes.to(bob);
        assertNotSame(route, later);
        routes.forget();
        assertNotSame(later, routes.to(bob));
    }

    @Test
    @DisplayName("whoever has an address of ours, and no contact, is not registered; we send nothing to ourselves")
    void ours() {
        assertEquals(Delivery.NOT_REGISTERED, assertThrows(NoRouteException.class,
                () -> routes.to(hop(NextHop.Kind.ADDRESS, "127.0.0.1"))).delivery());
        int port = listening.points().get(0).local().getPort();
        assertEquals(Delivery.TRANSPORT_ERROR, assertThrows(NoRouteException.class, () -> routes.to(new NextHop(
                NextHop.Kind.CONTACT, "sip:bob@h", "", TransportKind.UDP, "127.0.0.1", port, null))).delivery());
    }
}
