package imc.sip.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Octets are put together as text would be. */
class OctetTextTest {

    private static String read(OctetText text) {
        return new String(text.toBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void numbers() {
        OctetText text = new OctetText(1);
        for (int number : new int[] {0, 9, 10, 99, 100, 65_535, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            text.add(number).add(" ");
        }
        assertEquals("0 9 10 99 100 65535 2147483647 -1 -2147483648 ", read(text));
    }

    @Test
    void addresses() throws UnknownHostException {
        for (String address : new String[] {"0.0.0.0", "127.0.0.1", "255.10.100.9", "0:0:0:0:0:0:0:1"}) {
            InetAddress parsed = InetAddress.getByName(address);
            String written = read(new OctetText(0).add(parsed));
            assertEquals(parsed.getHostAddress(), written);
            assertEquals(address.indexOf(':') < 0 ? written.length() : 0, OctetText.length(parsed));
        }
    }

    @Test
    void beyondAscii() {
        assertEquals("aé€😀 ü", read(new OctetText(2).add("aé€😀").add(" ü")));
    }

    @Test
    void valuesBeginNoLine() {
        assertEquals("a  Via: b\tü c", read(new OctetText(0).addValue("a\r\nVia: b\tü\u007Fc")));
    }

    @Test
    void between() {
        OctetText text = new OctetText(4).add("ab").add("cd");
        assertEquals("ab...cd", read(text.insert(2, '.', 3)));
    }
}
