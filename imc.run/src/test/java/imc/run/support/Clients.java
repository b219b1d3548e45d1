package imc.run.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import imc.check.Phone;
import imc.check.SipText;
import java.io.IOException;
import java.net.InetSocketAddress;

/** What tests do with phones, with the waiting and comparing that belongs to it. */
public final class Clients {

    private static final long ARRIVAL_MILLIS = 20_000;

    private Clients() {
    }

    /** A registered phone of a user at 127.0.0.1. */
    public static Phone phone(String user, String transport, int port) throws IOException {
        Phone phone = new Phone(user, "127.0.0.1", transport, new InetSocketAddress("127.0.0.1", port));
        assertEquals(200, phone.register(600).status());
        return phone;
    }

    /** Sends what is answered 200. */
    public static void say(Phone phone, String room, String text) throws IOException {
        SipText answer = phone.message(room, text);
        assertEquals(200, answer.status(), () -> text + " was answered " + answer);
    }

    /** Takes the next message that arrives and compares its text. */
    public static void hears(Phone phone, String text) throws InterruptedException {
        SipText message = phone.next(ARRIVAL_MILLIS);
        assertNotNull(message, () -> phone.address() + " received nothing, expected: " + text);
        assertEquals(text, message.bodyText());
    }
}
