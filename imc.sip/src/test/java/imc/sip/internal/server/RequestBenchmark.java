package imc.sip.internal.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import imc.sip.internal.wire.RequestHead;
import imc.sip.internal.wire.UnreadableException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to read a MESSAGE. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RequestBenchmark {

    private static final String CLIENT = "Via: SIP/2.0/UDP 127.0.0.1:5071;branch=z9hG4bK.H-mr0wSbd;rport";
    /** As Kamailio writes it. */
    private static final String PROXY = """
            Record-Route: <sip:127.0.0.1:5060;lr;ftag=pC0LJmz4b>\r
            Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK994a.bd7507c967e91e71fdca26cda252d6be.0\r
            Via: SIP/2.0/UDP 127.0.0.1:5071;received=127.0.0.1;branch=z9hG4bK.H-mr0wSbd;rport=5071""";

    /** Bytes of the body. */
    @Param({"64", "1000"})
    public int body;

    /** One from a client, two through a proxy. */
    @Param({"1", "2"})
    public int vias;

    private byte[] message;

    @Setup
    public void write() {
        message = ("""
                MESSAGE sip:chat-1@example.com SIP/2.0
                %s
                From: "Alice" <sip:alice@example.com>;tag=pC0LJmz4b
                To: sip:chat-1@example.com
                CSeq: 20 MESSAGE
                Call-ID: 8JQCEYcpFz
                Max-Forwards: 70
                Supported: replaces, outbound, gruu
                Date: Sat, 21 Nov 2026 12:00:00 GMT
                Content-Type: text/plain
                Content-Length: %d
                User-Agent: LinphoneC/5.1

                """.replace("\n", "\r\n").formatted(
                        vias == 1 ? CLIENT : PROXY, body) + "x".repeat(body)).getBytes(US_ASCII);
    }

    @Benchmark
    public Object read() throws UnreadableException {
        return RequestHead.read(message);
    }
}
