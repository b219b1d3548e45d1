package imc.registrar.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ContactValueTest {

    @Test
    void expiresAloneIsTakenOut() {
        ContactValue contact = ContactValue.parse(
                "\"Bob; <b>\" <sip:bob@host;transport=tcp>;expires=60;x=\";expires=1\";q=0.5");
        assertEquals("\"Bob; <b>\" <sip:bob@host;transport=tcp>;x=\";expires=1\";q=0.5", contact.text());
        assertEquals(OptionalLong.of(60), contact.expires());
        assertEquals(500, contact.preference());
    }

    @Test
    void aQuotationMarkThatIsNotClosedIsRefused() {
        assertEquals("a quotation mark is not closed", assertThrows(IllegalArgumentException.class,
                () -> ContactValue.parse("<sip:bob@host>;x=\"a;expires=60")).getMessage());
    }

    @Test
    void textBehindTheBracketsIsRefused() {
        assertEquals("there is a text behind '>'", assertThrows(IllegalArgumentException.class,
                () -> ContactValue.parse("<sip:bob@host> x;expires=60")).getMessage());
    }

    @Test
    void whatIsTakenCanBeReadAgainAfterARestart() {
        String longest = "sip:bob@host;x=" + "y".repeat(ContactValue.MAX_LENGTH - 17);
        ContactValue contact = ContactValue.parse(longest);
        assertEquals(contact, ContactValue.parse(contact.text()));
        assertThrows(IllegalArgumentException.class, () -> ContactValue.parse(longest + "y"));
    }
}
