package imc.mi.http.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    private final JsonText json = new JsonText();

    @Test
    @DisplayName("what is read and written again is the same")
    void backAndForth() throws Exception {
        String text = "{\"a\":[1,-2,1.5,true,null,\"\\u0000\\\"ü\",{}],\"b\":123456789012345678901234567890}";
        assertEquals(text, written(json.read(text.getBytes(UTF_8))));
    }

    @ParameterizedTest
    @DisplayName("what is no JSON text, or one that can be understood in two ways, is a parse error")
    @ValueSource(strings = {"", " ", "{", "[1,", "{\"a\":1}x", "{} {}", "1 2", "{\"a\":1,\"a\":2}", "nul", "{'a':1}",
        "[1,]", "NaN", "// no\n1", "\"\u0001\"", "01", "+1", "[\"\\x\"]"})
    void malformed(String text) {
        RpcError error = assertThrows(RpcError.class, () -> json.read(text.getBytes(UTF_8)));
        assertEquals(-32700, error.code(), error.text());
    }

    @Test
    @DisplayName("so are bytes that are no UTF-8, what is nested too deeply, and a number of many digits")
    void bounds() throws RpcError {
        json.read(("[".repeat(JsonText.DEPTH) + "]".repeat(JsonText.DEPTH)).getBytes(UTF_8));
        for (byte[] text : List.of(new byte[] {'"', (byte) 0xC3, '"'}, "[".repeat(JsonText.DEPTH + 1).getBytes(UTF_8),
                "[".repeat(Body.LENGTH).getBytes(UTF_8), "1".repeat(1_000).getBytes(UTF_8),
                ("{\"a\":".repeat(10_000)).getBytes(UTF_8))) {
            RpcError error = assertThrows(RpcError.class, () -> json.read(text), () -> new String(text, UTF_8));
            assertEquals(-32700, error.code());
            assertEquals(true, error.text().length() < 300, error.text());
        }
    }

    @Test
    @DisplayName("what commands return is written: maps in their order, lists, texts, numbers, booleans")
    void trees() throws IOException {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("z", List.of(1, 2L, 1.5, true, new AtomicLong(5)));
        tree.put("a", Double.NaN);
        tree.put("n", null);
        tree.put("t", Optional.of(1)); // no tree: its text
        assertEquals("{\"z\":[1,2,1.5,true,5],\"a\":\"NaN\",\"n\":null,\"t\":\"Optional[1]\"}", written(tree));
    }

    private String written(Object tree) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = json.writer(out)) {
            JsonText.write(generator, tree);
        }
        return out.toString(UTF_8);
    }
}
