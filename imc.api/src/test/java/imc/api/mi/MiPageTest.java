package imc.api.mi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MiPageTest {

    private static final List<String> ALL = List.of("a", "b", "c");

    @ParameterizedTest
    @DisplayName("a page is what of the list there is, however much is asked for")
    @CsvSource({"0, 2, ab", "1, 1, b", "1, 9223372036854775807, bc", "9223372036854775807, 1, ''", "3, 1, ''",
        "0, 0, ''"})
    void page(long from, long count, String expected) throws MiException {
        List<Map<String, Object>> rows =
                MiPage.of(Map.of("from", from, "count", count)).of(ALL, each -> Map.of("name", each));
        assertEquals(expected, String.join("", rows.stream().map(row -> row.get("name").toString()).toList()));
    }

    @Test
    @DisplayName("without parameters it is everything; less than 0 is refused, naming the parameter")
    void parameters() throws MiException {
        assertEquals(3, MiPage.of(Map.of()).of(ALL, each -> Map.of()).size());
        MiException refused = assertThrows(MiException.class, () -> MiPage.of(Map.of("count", -1L)));
        assertEquals(400, refused.code());
        assertEquals("the parameter 'count' is -1; 0 or more is allowed", refused.getMessage());
    }
}
