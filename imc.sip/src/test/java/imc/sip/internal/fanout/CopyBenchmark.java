package imc.sip.internal.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.sip.SharedRequest;
import imc.api.sip.SipHeaders;
import imc.api.sip.TransportKind;
import imc.sip.internal.route.NextHop;
import imc.sip.internal.route.Route;
import imc.sip.internal.transaction.Branch;
import imc.sip.internal.transaction.ResponseScan;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to make the bytes of a copy, and to read the response to it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CopyBenchmark {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");
    private static final SharedRequest REQUEST = new SharedRequest("MESSAGE", ROOM, List.of(BOB),
            SipHeaders.NONE.with("In-Reply-To", "8JQCEYcpFz@127.0.0.1"), Content.text("[alice]: " + "x".repeat(64)));
    private static final byte[] VIA = Route.via(TransportKind.UDP, "127.0.0.1:5060");

    private final EncodedRequest encoded = new EncodedRequest(REQUEST);
    private final byte[] head = new NextHop(NextHop.Kind.CONTACT, "sip:bob@127.0.0.1:5071", "", TransportKind.UDP,
            "127.0.0.1", 5071, null).head("", VIA);
    private final byte[] to = BOB.toString().getBytes(US_ASCII);
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
    private byte[] response;
    private long number;

    @Setup
    public void answer() {
        ByteBuffer branch = ByteBuffer.allocate(Branch.LENGTH);
        Branch.write(7, 1, 0, branch);
        response = ("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1:5060;branch=" + new String(branch.array(), US_ASCII)
                + ";rport\r\nFrom: <" + ROOM + ">;tag=1a2b3c4d\r\nTo: <" + BOB + ">;tag=5e6f\r\nCall-ID: 1a2b3c4d-1"
                + "\r\nCSeq: 1 MESSAGE\r\nContent-Length: 0\r\n\r\n").getBytes(US_ASCII);
        if (response() == null) {
            throw new IllegalStateException("the response is not usual");
        }
    }

    /** What all copies of a message share. */
    @Benchmark
    public Object shared() {
        return new EncodedRequest(REQUEST);
    }

    /** What each of them adds. */
    @Benchmark
    public Object copy() {
        buffer.clear();
        encoded.writeStart(buffer);
        buffer.put(head);
        Branch.write(7, ++number & 0xffffff, 0, buffer);
        encoded.writeRest(to, 1, 0, buffer);
        return buffer;
    }

    @Benchmark
    public Object response() {
        return ResponseScan.of(response, response.length);
    }
}
