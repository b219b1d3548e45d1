package imc.script.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.sip.SipHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom {@code is_from_local()} takes for one of ours. */
class FromLocalTest {

    @ParameterizedTest
    @DisplayName("those of the domains that are ours, in any spelling, and of the address at which the request came in")
    @CsvSource(delimiter = '|', value = {
        "<sip:alice@example.com>;tag=1       | 1",
        "<sip:alice@EXAMPLE.com:5070>;tag=1  | 1",
        "sip:alice@[2001:db8::1];tag=1       | 1",
        "<sip:alice@192.0.2.1>;tag=1         | 1",
        "<sip:alice@other.example>;tag=1     | -1",
        "<sip:alice@sub.example.com>;tag=1   | -1",
        "<sip:example.com@other.example>     | -1",
        "<tel:+4930123>;tag=1                | -1",
        "nonsense                            | -1"})
    void ours(String from, int expected) throws Exception {
        Desk desk = new Desk();
        IsFromLocal function = new IsFromLocal(Map.of("domains", "example.com, [2001:DB8::1]"));
        desk.whiteboard.function(function, List.of("is_from_local"));
        desk.headers = SipHeaders.NONE.with("From", from);
        assertEquals(String.valueOf(expected), desk.of("is_from_local(); send_reply(200, \"$rc\");")
                .replaceFirst("200 ", ""));
        function.modified(Map.of());
        desk.headers = SipHeaders.NONE.with("From", "<sip:alice@example.com>");
        assertEquals("onward", desk.of("if (is_from_local()) drop();"));
    }
}
