package imc.config.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CfgFileTest {

    private static CfgFile parse(String text) {
        return CfgFile.parse(text.getBytes(StandardCharsets.UTF_8), Map.of("HOST", "db.example")::get);
    }

    private static Map<String, String> values(String text) {
        CfgFile file = parse(text);
        assertEquals(List.of(), file.faults());
        return file.values();
    }

    @Test
    @DisplayName("blanks around key and value, empty lines, comments and kinds of line ends mean nothing")
    void lines() {
        assertEquals(Map.of("a", "1 # 2", "b", "", "c", "x = y"),
                values("# first\r\n\r\n  a =  1 # 2\t\n\t# b = 2\nb=\nc = x = y"));
    }

    @Test
    @DisplayName("values are UTF-8, and a byte order mark is none of the first key's")
    void utf8() {
        assertEquals(Map.of("rooms", "sip:chat-ü.*"), values("\uFEFFrooms = sip:chat-ü.*\n"));
    }

    @Test
    @DisplayName("what is not UTF-8 is a fault that tells its line")
    void latin1() {
        CfgFile file = CfgFile.parse("a = 1\nb = ü\n".getBytes(StandardCharsets.ISO_8859_1), name -> null);
        assertEquals(List.of("line 2: this is not UTF-8"), file.faults());
        assertEquals(Map.of(), file.values());
    }

    @Test
    @DisplayName("a backslash is a backslash, and ${…} stands for itself")
    void verbatim() {
        assertEquals(Map.of("rooms", "sip:chat-\\d+", "hdrs", "X-A: b\\r\\n", "url", "p:${x}$1\\:\\"),
                values("rooms = sip:chat-\\d+\nhdrs = X-A: b\\r\\n\nurl = p:${x}$1\\:\\\n"));
    }

    @Test
    @DisplayName("a blank and a backslash at its end let a line go on, but not a comment")
    void continued() {
        assertEquals(Map.of("listen", "udp:h:1, tcp:h:1", "a", "1"),
                values("listen = udp:h:1, \\\n    tcp:h:1\n# comment \\\na = 1\n"));
    }

    @Test
    @DisplayName("${env:NAME} is the environment variable, whatever is in it; one that is not there is a fault")
    void environment() {
        assertEquals(Map.of("db", "jdbc:x://db.example/imc"), values("db = jdbc:x://${env:HOST}/imc"));
        assertEquals(List.of("line 1: there is no environment variable NOWHERE"),
                parse("db = ${env:NOWHERE}").faults());
    }

    @Test
    @DisplayName("of two lines with one key none wins: a fault tells both lines")
    void duplicate() {
        assertEquals(List.of("line 3: the key 'listen' stands in line 1 already; one of the two has to go"),
                parse("listen = udp:h:1\n\nlisten = udp:h:2\n").faults());
    }

    @Test
    @DisplayName("a line that is none is a fault that tells its number, and not what it says, which may be secret")
    void noLine() {
        List<String> faults = parse("a = 1\npostgres://imc:s3cret@h/imc\npostgres://imc:s3cret@h/imc?x=1\n").faults();
        assertEquals(2, faults.size());
        assertEquals("line 2: there is no '='; a line is 'key = value' or begins with '#'", faults.get(0));
        assertFalse(faults.toString().contains("s3cret"), faults.toString());
    }
}
