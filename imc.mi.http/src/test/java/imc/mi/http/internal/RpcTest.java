package imc.mi.http.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.mi.MiDispatcher;
import imc.api.mi.MiException;
import imc.api.mi.MiSignature;
import imc.api.statistics.Statistic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcTest {

    private static final String CLIENT = "127.0.0.1";
    private final HttpStatistics statistics = new HttpStatistics();
    private final Rpc rpc = new Rpc(statistics);
    private final Commands commands = new Commands();

    /** Returns what it is given, or refuses in the way that the name says. */
    private static final class Commands implements MiDispatcher {

        private final List<String> ran = new ArrayList<>();

        @Override
        public List<MiSignature> commands() {
            return List.of();
        }

        @Override
        public Optional<MiSignature> command(String name) {
            return Optional.empty();
        }

        @Override
        public Object run(String name, Map<String, ?> values) throws MiException {
            return run(name, (Object) values);
        }

        @Override
        public Object run(String name, List<?> values) throws MiException {
            return run(name, (Object) values);
        }

        private Object run(String name, Object values) throws MiException {
            ran.add(name);
            if (name.equals("echo")) {
                return values;
            }
            throw new MiException(MiException.Kind.valueOf(name), "because");
        }
    }

    @BeforeEach
    void bind() {
        rpc.setDispatcher(commands);
    }

    @ParameterizedTest
    @DisplayName("one call has one answer")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'jsonrpc':'2.0','method':'echo','params':{'a':1},'id':7} | {'jsonrpc':'2.0','result':{'a':1},'id':7}
            {'jsonrpc':'2.0','method':'echo','params':[1,'b'],'id':'x'} | {'jsonrpc':'2.0','result':[1,'b'],'id':'x'}
            {'jsonrpc':'2.0','method':'echo','id':null} | {'jsonrpc':'2.0','result':{},'id':null}
            {'jsonrpc':'2.0','method':'NOT_FOUND','id':1.5} | {'jsonrpc':'2.0',ERROR 404,'id':1.5}
            {'jsonrpc':'2.0','method':'echo','id':1E+999999999} | {'jsonrpc':'2.0','result':{},'id':1E+999999999}
            {'jsonrpc':'2.0','method':'BAD_REQUEST','id':1} | {'jsonrpc':'2.0',ERROR 400,'id':1}
            {'jsonrpc':'2.0','method':'FAILED','id':1} | {'jsonrpc':'2.0',ERROR 500,'id':1}
            {'jsonrpc':'2.0','method':'UNKNOWN_COMMAND','id':1} | {'jsonrpc':'2.0',ERROR -32601,'id':1}
            {'jsonrpc':'2.0','method':'WRONG_PARAMETERS','id':1} | {'jsonrpc':'2.0',ERROR -32602,'id':1}
            """)
    void one(String request, String answer) throws Exception {
        String expected = answer.replaceAll("ERROR (-?\\d+)", "'error':{'code':$1,'message':'because'}");
        assertEquals(expected.replace('\'', '"'), answer(request.replace('\'', '"')));
    }

    @ParameterizedTest
    @DisplayName("what is no call is an Invalid Request; its id is there where it can be read")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            5 | null
            {} | null
            {'method':'echo','id':3} | 3
            {'jsonrpc':'1.0','method':'echo','id':3} | 3
            {'jsonrpc':'2.0','id':3} | 3
            {'jsonrpc':'2.0','method':5,'id':3} | 3
            {'jsonrpc':'2.0','method':'echo','id':[]} | null
            {'jsonrpc':'2.0','method':'echo','params':'a','id':'b'} | 'b'
            {'jsonrpc':'2.0','method':'echo','params':'a'} | null
            """)
    void invalid(String request, String id) throws Exception {
        String answer = answer(request.replace('\'', '"'));
        assertTrue(answer.startsWith("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid Request: "),
                answer);
        assertTrue(answer.endsWith("\"},\"id\":" + id.replace('\'', '"') + "}"), answer);
        assertEquals(List.of(), commands.ran);
        assertEquals(1, malformed());
    }

    @Test
    @DisplayName("a call without id is run and not answered, whatever comes of it")
    void notification() throws Exception {
        assertEquals("", answer("{\"jsonrpc\":\"2.0\",\"method\":\"echo\"}"));
        assertEquals("", answer("{\"jsonrpc\":\"2.0\",\"method\":\"FAILED\"}"));
        String echo = "{\"jsonrpc\":\"2.0\",\"method\":\"echo\"}";
        assertEquals("", answer("[" + echo + "," + echo + "]"));
        assertEquals(List.of("echo", "FAILED", "echo", "echo"), commands.ran);
    }

    @Test
    @DisplayName("a batch is answered by a batch, in its order, without answers to notifications")
    void batch() throws Exception {
        assertEquals("[{\"jsonrpc\":\"2.0\",\"result\":[1],\"id\":1},"
                + "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,"
                + "\"message\":\"Invalid Request: an object is expected\"},"
                + "\"id\":null},"
                + "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":404,\"message\":\"because\"},\"id\":3}]",
                answer("[{\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"params\":[1],\"id\":1},7,"
                        + "{\"jsonrpc\":\"2.0\",\"method\":\"echo\"},"
                        + "{\"jsonrpc\":\"2.0\",\"method\":\"NOT_FOUND\",\"id\":3}]"));
    }

    @Test
    @DisplayName("a batch of no calls, or of too many, is one Invalid Request, and none of it is run")
    void batches() throws Exception {
        String call = "{\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"id\":1}";
        for (String request : List.of("[]", "[" + (call + ",").repeat(Rpc.CALLS) + call + "]")) {
            assertTrue(answer(request).startsWith("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,"));
        }
        assertEquals(List.of(), commands.ran);
    }

    @Test
    @DisplayName("while there is no dispatcher the answer is 503")
    void away() throws Exception {
        rpc.unsetDispatcher(commands);
        assertTrue(answer("{\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"id\":1}").contains("\"code\":503,"));
    }

    @Test
    @DisplayName("a list is made while it is written, and never there as a whole")
    void streams() throws Exception {
        List<Integer> made = new ArrayList<>();
        List<Integer> lazy = new AbstractList<>() {
            @Override
            public Integer get(int index) {
                made.add(index);
                return index;
            }

            @Override
            public int size() {
                return 100_000;
            }
        };
        int[] madeAtFirstByte = {-1};
        OutputStream out = new OutputStream() {
            @Override
            public void write(int one) {
                madeAtFirstByte[0] = madeAtFirstByte[0] < 0 ? made.size() : madeAtFirstByte[0];
            }
        };
        rpc.write(new Outcome(true, 1L, lazy, null), out);
        assertEquals(100_000, made.size());
        assertTrue(madeAtFirstByte[0] < 10_000, () -> madeAtFirstByte[0] + " were made before anything was written");
    }

    @Test
    @DisplayName("what fails while it is written is not closed as if it were whole")
    void halfWritten() {
        List<Object> failing = new AbstractList<>() {
            @Override
            public Object get(int index) {
                if (index == 2) {
                    throw new IllegalStateException("gone");
                }
                return index;
            }

            @Override
            public int size() {
                return 3;
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThrows(IllegalStateException.class, () -> rpc.write(new Outcome(true, 1L, failing, null), out));
        assertEquals("{\"jsonrpc\":\"2.0\",\"result\":[0,1", out.toString(UTF_8));
    }

    private String answer(String request) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Rpc.Request read = rpc.request(request.getBytes(UTF_8), CLIENT);
        if (read instanceof Rpc.Batch batch) {
            boolean any = rpc.write(batch, out, CLIENT);
            assertEquals(any, out.size() > 0);
        } else if (read instanceof Rpc.Single single && single.outcome().awaited()) {
            rpc.write(single.outcome(), out);
        }
        return out.toString(UTF_8);
    }

    private long malformed() {
        return statistics.statistics().stream().filter(each -> each.name().equals("http_malformed"))
                .mapToLong(Statistic::value).sum();
    }
}
