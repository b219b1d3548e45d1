package imc.api.service;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.SipRoute;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** Whether one that offers a service is installed, and whether it is away. */
class OffersTest {

    private long nanos;
    private int state = Bundle.ACTIVE;
    private List<String> offered = List.of(SipRoute.class.getName());
    private final Offers offers = new Offers(like(BundleContext.class, (proxy, method, arguments) ->
            new Bundle[] {bundle()}), SipRoute.class, () -> nanos);

    private static <T> T like(Class<T> type, InvocationHandler does) {
        return type.cast(Proxy.newProxyInstance(OffersTest.class.getClassLoader(), new Class<?>[] {type}, does));
    }

    private Bundle bundle() {
        BundleCapability capability = like(BundleCapability.class, (proxy, method, arguments) ->
                Map.of("objectClass", offered));
        BundleRevision revision = like(BundleRevision.class, (proxy, method, arguments) -> List.of(capability));
        return like(Bundle.class, (proxy, method, arguments) -> method.getName().equals("getState") ? state : revision);
    }

    private void later(int millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void oneThatIsActiveIsThereAndNotAway() {
        assertTrue(offers.isThere());
        assertFalse(offers.isAway());
        offered = List.of("another.Service");
        assertTrue(offers.isThere(), "it looks for each request");
        later(1000);
        assertFalse(offers.isThere());
    }

    @Test
    void oneThatIsNotActiveIsAwayAndStaysSoForAMomentAfterwards() {
        assertFalse(offers.isAway());
        state = Bundle.STOPPING;
        assertTrue(offers.isAway(), "a look that has found nothing is believed");
        state = Bundle.ACTIVE;
        assertTrue(offers.isAway());
        later(1000);
        assertTrue(offers.isAway());
        later(1000);
        assertFalse(offers.isAway());
    }

    @Test
    void oneThatOffersSomethingElseMayBeAway() {
        offered = List.of("another.Service");
        state = Bundle.RESOLVED;
        assertFalse(offers.isAway());
    }
}
