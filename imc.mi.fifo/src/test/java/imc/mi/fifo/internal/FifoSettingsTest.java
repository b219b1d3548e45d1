package imc.mi.fifo.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FifoSettingsTest {

    private final List<String> refusals = new ArrayList<>();

    private FifoSettings with(String key, String value) {
        return FifoSettings.initial().with(Map.of(key, value), refusals::add);
    }

    @Test
    void isOffUntilAFifoIsNamed() {
        assertFalse(FifoSettings.initial().isOn());
        assertFalse(with("fifo_name", "").isOn());
        assertEquals(Path.of("/run/imc/fifo"), with("fifo_name", "/run/imc/fifo").name());
        assertEquals("rw-rw----", PosixFilePermissions.toString(FifoSettings.initial().mode()));
        assertEquals(Path.of("/tmp"), FifoSettings.initial().replyDirectory());
        assertEquals("\t", FifoSettings.initial().replyIndent());
    }

    @ParameterizedTest
    @CsvSource({"0600, rw-------", "0777, rwxrwxrwx", "622, rw--w--w-", "0640, rw-r-----"})
    void modesAreOctal(String mode, String permissions) {
        assertEquals(permissions, PosixFilePermissions.toString(with("fifo_mode", mode).mode()));
        assertEquals(List.of(), refusals);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"\\t | 9", "\\t\\t | 9 9", "\"  \" | 32 32",
            "\"\" | ``", "-> | 45 62"})
    void indentationsMayBeInQuotes(String value, String characters) {
        assertEquals(characters, String.join(" ", with("reply_indent", value).replyIndent().chars()
                .mapToObj(Integer::toString).toList()));
        assertEquals(List.of(), refusals);
    }

    @ParameterizedTest
    @CsvSource({"fifo_name, fifo", "fifo_name, /", "fifo_mode, 0", "fifo_mode, 0400", "fifo_mode, 0666x",
            "fifo_mode, 1777",
        "fifo_user, a b", "fifo_group, -x", "reply_dir, ''", "reply_dir, tmp", "reply_indent, ü",
        "reply_indent, 12345678901234567"})
    void whatIsNotAllowedIsRefused(String key, String value) {
        new FifoCheck().check(Map.of(key, value), refusals::add);
        assertEquals(1, refusals.size());
        assertEquals("imc.mi.fifo: " + key + " = '" + value + "' is refused", refusals.get(0).substring(0,
                refusals.get(0).indexOf("refused") + 7));
    }
}
