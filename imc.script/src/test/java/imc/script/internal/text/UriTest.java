package imc.script.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of URIs. */
class UriTest {

    private static final Pattern TEL = Pattern.compile("([Tt][Ee][Ll]):([^;?]*)(.*)", Pattern.DOTALL);
    private static final Pattern SIP = Pattern.compile("([Ss][Ii][Pp][Ss]?):(?:([^@:]*)(?::[^@]*)?@)?"
            + "(\\[[^\\]]*\\]|[^:;?]*)(?::([0-9]*))?(.*)", Pattern.DOTALL);
    private static final String[] PIECES = {"sip", "sips", "SIP", "tel", "\u017fip", ":", ":", "@", "[", "]", ";", "?",
        "=", "alice", "example.com", "::1", "5060", "\n", " ", "lr", ">", ""};

    @ParameterizedTest
    @DisplayName("user, host, port, and what is behind them")
    @CsvSource(delimiter = '|', value = {
        "sip:alice@example.com                    | alice  | example.com   | ''   | ''",
        "SIPS:alice:secret@example.com:5071;lr    | alice  | example.com   | 5071 | ;lr",
        "sip:[2001:db8::1]:5060?Subject=x         | ''     | [2001:db8::1] | 5060 | ?Subject=x",
        "sip:a;b@c;d@e                            | a;b    | c             | ''   | ;d@e",
        "tel:+4930123;ext=5                       | +4930123 | ''          | ''   | ;ext=5",
        "http://example.com                       | ''     | ''            | ''   | ''",
        "nothing                                  | ''     | ''            | ''   | ''"})
    void parts(String text, String user, String host, String port, String rest) {
        Uri uri = Uri.of(text);
        assertEquals(new Uri(uri.scheme(), user, host, port, rest), uri);
    }

    @Test
    @DisplayName("whatever stands in a request is parted as the grammar parts it")
    void asTheGrammarSays() {
        Random random = new Random(15);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "sip:" : "");
            for (int n = random.nextInt(9); n > 0; n--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            assertEquals(expected(text.toString()), Uri.of(text.toString()), text::toString);
        }
    }

    private static Uri expected(String text) {
        Matcher sip = SIP.matcher(text);
        if (sip.matches()) {
            return new Uri(sip.group(1), none(sip.group(2)), sip.group(3), none(sip.group(4)), sip.group(5));
        }
        Matcher tel = TEL.matcher(text);
        return tel.matches() ? new Uri(tel.group(1), tel.group(2), "", "", tel.group(3)) : new Uri("", "", "", "", "");
    }

    private static String none(String group) {
        return group == null ? "" : group;
    }
}
