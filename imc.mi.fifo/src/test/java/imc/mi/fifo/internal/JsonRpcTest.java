package imc.mi.fifo.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.mi.MiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the clients of Kamailio 5 and OpenSIPS are answered. */
class JsonRpcTest {

    private final AtomicInteger runs = new AtomicInteger();
    private final TestCommands test = new TestCommands().with("imc_echo", values -> {
        runs.incrementAndGet();
        return List.of(values, "b", List.of());
    }, "[a]", "[n:integer]").with("gone", values -> {
        throw MiException.notFound("no such room");
    });
    private final JsonRpc json = new JsonRpc(test.commands);

    private static String text(Call call) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        call.run().writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What OpenSIPS' client reads, without the line's end. */
    private String line(String request) throws IOException {
        String text = text(json.call(new Request.JsonLine("reply", request)));
        assertTrue(text.endsWith("}\n"), text);
        return text.strip();
    }

    @Test
    void kamailiosRepliesHaveTabs() throws Exception {
        Call call = json.call(new Request.Json("{\"jsonrpc\": \"2.0\", \"method\": \"imc.echo\", \"params\": [\"x\","
                + " 5],"
                + " \"reply_name\": \"kamailio_receiver_7\", \"id\": 7}"));
        assertEquals("kamailio_receiver_7", call.reply());
        assertEquals("{\n\t\"jsonrpc\":\t\"2.0\",\n\t\"result\":\t[{\n\t\t\t\"a\":\t\"x\",\n\t\t\t\"n\":\t5\n\t\t},"
                + " \"b\", []],\n"
                + "\t\"id\":\t7\n}", text(call));
    }

    @Test
    void whoeverNamesAFifoIsAnsweredThoughHeGivesNoId() throws Exception {
        Call call = json.call(new Request.Json("{\"jsonrpc\": \"2.0\", \"method\": \"no\", \"reply_name\": \"r\"}"));
        assertEquals("r", call.reply());
        assertEquals("{\n\t\"jsonrpc\":\t\"2.0\",\n\t\"error\":\t{\n\t\t\"code\":\t-32601,\n\t\t\"message\":\t\"comm"
                + "and 'no' not"
                + " available\"\n\t}\n}", text(call));
        assertEquals("", json.call(new Request.Json("{\"jsonrpc\": \"2.0\", \"method\": \"no\", \"id\": 1}")).reply());
    }

    @Test
    void opensipsRepliesAreOneLineAndNotificationsHaveNone() throws Exception {
        assertEquals("{\"jsonrpc\":\"2.0\",\"result\":[{\"a\":\"x\"},\"b\",[]],\"id\":\"q\"}",
                line("{\"jsonrpc\":\"2.0\",\"method\":\"imc:echo\",\"params\":{\"a\":\"x\"},\"id\":\"q\"}"));
        assertEquals("", json.call(new Request.JsonLine("reply", "{\"jsonrpc\":\"2.0\",\"method\":\"x\"}")).reply());
        assertEquals("reply", json.call(new Request.JsonLine("reply", "{")).reply());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"method\":\"no\"                           | -32601 | command 'no' not available",
        "\"method\":\"imc_echo\",\"params\":{\"b\":1}| -32602 | imc_echo: there is no parameter 'b'; there are 'a', "
        + "'n'."
                + " Usage: imc_echo [<a>] [<n>]",
        "\"method\":\"imc_echo\",\"params\":[{}]     | -32602 | imc_echo: the parameter 'a' is a map; a text is expe"
        + "cted."
                + " Usage: imc_echo [<a>] [<n>]",
        "\"method\":\"gone\"                         | 404    | no such room",
        "\"method\":5                                | -32600 | Invalid Request: method must be a string",
        "\"a\":5                                     | -32600 | Invalid Request: method must be a string",
        "\"method\":\"imc_echo\",\"params\":5        | -32600 | Invalid Request: params must be an array or an object",
        "\"method\":\"imc_echo\",\"store_path\":\"/tmp/x\" | -32600 | Invalid Request: store_path is not taken, no f"
        + "iles"
                + " are written here"})
    void errorsHaveCodesAndWords(String members, int code, String message) throws Exception {
        assertEquals("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"},\"id\":1}",
                line("{\"jsonrpc\":\"2.0\"," + members.strip() + ",\"id\":1}"));
        assertEquals(0, runs.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"jsonrpc\":\"2.0\",\"method\":\"imc_echo\",\"id\":1} {}", "{'method':'imc_echo'}",
            "{]",
        "{\"jsonrpc\":\"2.0\",\"method\":\"gone\",\"method\":\"imc_echo\",\"id\":1}", "{\"id\":01}", "{\"id\":NaN}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"imc_echo\",\"id\":1}]", "{\"params\":[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]}"})
    void whatIsNoJsonIsAParseError(String request) throws Exception {
        String reply = line(request);
        assertTrue(reply.startsWith("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32700,\"message\":\"Parse error: "),
                reply);
        assertEquals(0, runs.get());
    }

    @Test
    void theReplysNameCountsAlsoInATextThatBreaksOff() {
        assertEquals("r", json.call(new Request.Json("{\"reply_name\": \"r\", \"method\": }")).reply());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"jsonrpc\":\"2.0\",\"method\":\"imc_echo\",\"id\":1}]"})
    void oneRequestAtATime(String request) throws Exception {
        assertEquals("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid Request: one object is e"
                + "xpected\"},"
                + "\"id\":null}", line(request));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "true"})
    void anIdIsATextOrANumber(String id) throws Exception {
        assertEquals("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid Request: id must be a st"
                + "ring or a"
                + " number\"},\"id\":null}", line("{\"jsonrpc\":\"2.0\",\"method\":\"imc_echo\",\"id\":" + id + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.50", "12345678901234567890", "null", "\"\\u0001\\\"\""})
    void anIdComesBackAsItWas(String id) throws Exception {
        assertTrue(line("{\"jsonrpc\":\"2.0\",\"method\":\"imc_echo\",\"id\":" + id + "}").endsWith(",\"id\":" + id
                + "}"));
    }
}
