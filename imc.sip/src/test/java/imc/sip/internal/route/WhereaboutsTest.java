package imc.sip.internal.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.location.Location;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {

    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");
    private static final List<Contact> PHONE = List.of(new Contact("sip:bob@192.0.2.1", Optional.empty()));
    private static final List<Contact> LAPTOP = List.of(new Contact("sip:bob@192.0.2.2", Optional.empty()));

    private final AtomicLong now = new AtomicLong(-1);
    private final Whereabouts whereabouts = new Whereabouts(now::get);
    private final Map<SipAddress, List<Contact>> registered = new ConcurrentHashMap<>(Map.of(BOB, PHONE));
    private final Location registrar = user -> registered.getOrDefault(user, List.of());

    private void pass(TimeUnit unit, long time) {
        now.addAndGet(unit.toNanos(time));
    }

    @Test
    void nobodyIsKnownBeforeThereIsALocationService() {
        assertEquals(List.of(), whereabouts.contacts(BOB));
    }

    @Test
    void whoWasFoundIsFoundWhileTheLocationServiceIsAway() {
        whereabouts.arrived(registrar);
        assertEquals(PHONE, whereabouts.contacts(BOB));
        registered.put(BOB, LAPTOP);
        assertEquals(LAPTOP, whereabouts.contacts(BOB));
        whereabouts.left(registrar);
        assertEquals(LAPTOP, whereabouts.contacts(BOB));
    }

    @Test
    void whoHasJustRegisteredIsFoundWithoutEverHavingBeenSought() {
        whereabouts.arrived(registrar);
        whereabouts.changed(BOB);
        whereabouts.left(registrar);
        assertEquals(PHONE, whereabouts.contacts(BOB));
    }

    @Test
    void aLocationServiceThatComesBackIsBelievedWhereItNamesAContact() {
        whereabouts.arrived(registrar);
        whereabouts.contacts(BOB);
        whereabouts.left(registrar);
        whereabouts.arrived(user -> LAPTOP);
        assertEquals(LAPTOP, whereabouts.contacts(BOB));
    }

    @Test
    void aLocationServiceThatComesBackEmptyIsBelievedAfterAWhile() {
        whereabouts.arrived(registrar);
        whereabouts.contacts(BOB);
        whereabouts.left(registrar);
        Location empty = user -> List.of();
        whereabouts.arrived(empty);
        pass(TimeUnit.SECONDS, Whereabouts.GRACE_SECONDS - 1);
        assertEquals(PHONE, whereabouts.contacts(BOB));
        pass(TimeUnit.SECONDS, 1);
        assertEquals(List.of(), whereabouts.contacts(BOB));
        whereabouts.left(empty);
        assertEquals(List.of(), whereabouts.contacts(BOB));
    }

    @Test
    void whoTakesTheRegistrationBackIsNotSoughtAnyMore() {
        whereabouts.arrived(registrar);
        whereabouts.contacts(BOB);
        whereabouts.left(registrar);
        whereabouts.arrived(registrar);
        registered.clear();
        whereabouts.changed(BOB);
        assertEquals(List.of(), whereabouts.contacts(BOB));
    }

    @Test
    void theFirstLocationServiceIsBelievedAtOnce() {
        whereabouts.arrived(registrar);
        assertEquals(PHONE, whereabouts.contacts(BOB));
        registered.clear();
        assertEquals(List.of(), whereabouts.contacts(BOB));
    }

    @Test
    void aReplacementNeedNotWaitForTheOneThatGoes() {
        whereabouts.arrived(registrar);
        Location other = user -> LAPTOP;
        whereabouts.arrived(other);
        whereabouts.left(registrar);
        assertEquals(LAPTOP, whereabouts.contacts(BOB));
    }

    @Test
    void whoHasNotBeenSeenForAnHourIsForgotten() {
        whereabouts.arrived(registrar);
        whereabouts.contacts(BOB);
        for (int i = 0; i < 2; i++) {
            pass(TimeUnit.MINUTES, Whereabouts.GENERATION_MINUTES);
            whereabouts.contacts(SipAddress.parse("sip:carol@example.com"));
        }
        whereabouts.left(registrar);
        assertEquals(List.of(), whereabouts.contacts(BOB));
    }

    @Test
    void notMoreThanTwoGenerationsOfUsersAreRemembered() {
        Location everybody = user -> PHONE;
        Whereabouts whereabouts = new Whereabouts(() -> 0, 1 << 20);
        whereabouts.arrived(everybody);
        for (int i = 0; i < 10_000; i++) {
            whereabouts.contacts(SipAddress.of("user" + i, "example.com"));
        }
        whereabouts.contacts(BOB);
        whereabouts.left(everybody);
        assertEquals(List.of(), whereabouts.contacts(SipAddress.of("user0", "example.com")));
        assertEquals(PHONE, whereabouts.contacts(BOB));
    }
}
