package imc.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The command line")
class OptionsTest {

    @Test
    @DisplayName("without options asks for every point, both transports and both servers")
    void defaults() {
        Options options = Options.of(List.of());
        assertEquals(Point.ALL.split(",").length, options.points().size());
        assertEquals(List.of("udp", "tcp"), options.transports());
        assertEquals(List.of("ours", "kamailio"), options.servers());
    }

    @Test
    @DisplayName("takes any number of rooms and members, and settings of any PID")
    void chosen() {
        Options options = Options.of(List.of("--points", "20x30", "--set", "imc.commands:hash_size=8", "--set",
                "imc.commands:max_body=100"));
        assertEquals(20, options.points().get(0).shape().rooms());
        assertEquals(30, options.points().get(0).shape().members());
        assertEquals(List.of("hash_size = 8", "max_body = 100"), options.settings().get("imc.commands"));
    }

    @Test
    @DisplayName("puts what the command line sets behind what a measurement needs")
    void settings() {
        Options options = Options.of(List.of("--flood", "200", "--set", "imc.flood:burst=1"));
        assertEquals(200, options.flood());
        assertEquals(List.of("exempt = 127.0.0.1", "burst = 1"),
                options.settingsWith(Map.of("imc.flood", List.of("exempt = 127.0.0.1"))).get("imc.flood"));
        assertEquals(List.of("burst = 1"), options.settings().get("imc.flood"));
    }

    @Test
    @DisplayName("an earlier distribution stands where Kamailio would")
    void before() {
        assertEquals("kamailio", Options.of(List.of()).other());
        assertEquals("before", Options.of(List.of("--before", "/old")).other());
    }

    @ParameterizedTest
    @CsvSource({ "--points 1x1, 1x1", "--points ten, ten", "--transports sctp, sctp", "--seconds 0, --seconds",
            "--seconds x, 'x'", "--unknown 1, --unknown", "--seconds, --seconds", "seconds 1, seconds",
            "--set imc.commands, imc.commands", "--drop 100, --drop" })
    @DisplayName("names what is wrong in it")
    void wrong(String line, String culprit) {
        String message = assertThrows(IllegalArgumentException.class, () -> Options.of(List.of(line.split(" "))))
                .getMessage();
        assertTrue(message.contains(culprit), message);
    }
}
