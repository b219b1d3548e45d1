package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.ReturnCode;
import imc.check.Mismatch;
import imc.check.Performance;
import imc.check.Target;
import imc.check.Transcript;
import imc.check.TranscriptReader;
import imc.run.docs.TextFiles;
import imc.run.support.Certificate;
import imc.run.support.Directories;
import imc.run.support.FelixServer;
import imc.run.support.FreePort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The contract, told as transcripts to the real server, over UDP, TCP and TLS. */
class TranscriptIT {

    private static final Path TRANSCRIPTS = Directories.DISTRIBUTION.resolve("check");
    /** 256 bans, and 256 mutes, take long to tell. */
    private static final List<Integer> FULL = List.of(-148, -158);
    /** {@code #history}, while no archive is there. */
    private static final int ARCHIVE_AWAY = -185;
    /** {@code #history}, of who has not been answered yet. */
    private static final int STILL_READING = -186;
    /** Answers of a server whose store fails or is away, which no transcript can bring about. */
    private static final Set<Integer> TOLD_ELSEWHERE = Set.of(ReturnCode.OK.code(), ReturnCode.STORE_FAILED.code(),
            ReturnCode.UNAVAILABLE.code(), ARCHIVE_AWAY, STILL_READING);

    private static final String ROUTES_FILE = "routes_file";
    private static final List<String> TRANSPORTS = List.of("udp", "tcp", "tls");

    private static FelixServer server;
    private static Certificate certificate;
    private static int tlsPort;
    private static Map<String, String> commands = Map.of();
    private static Map<String, String> script = Map.of();

    @BeforeAll
    static void start() throws IOException {
        server = new FelixServer();
        certificate = new Certificate();
        tlsPort = FreePort.next();
        listen();
    }

    @AfterAll
    static void stop() {
        server.close();
        certificate.close();
    }

    /** TLS comes while the server runs. */
    private static void listen() {
        server.configure("imc.transport.sip", Map.of(
                "listen", "udp:127.0.0.1:%1$d, tcp:127.0.0.1:%1$d, tls:127.0.0.1:%2$d".formatted(server.sipPort(),
                        tlsPort),
                "tls_key_store", certificate.keyStore().toString(), "tls_key_store_password", Certificate.PASSWORD));
    }

    private static List<Transcript> transcripts() throws IOException {
        List<Transcript> transcripts = new ArrayList<>();
        try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".txt")).sorted().toList()) {
                transcripts.add(TranscriptReader.read(file));
            }
        }
        return transcripts;
    }

    @TestFactory
    @DisplayName("the server does what the transcripts say")
    Stream<DynamicTest> transcript() throws IOException {
        // One after the other those that need the same configuration, because each change takes a second.
        List<Transcript> transcripts = new ArrayList<>(transcripts());
        transcripts.sort(Comparator.comparing(transcript -> new TreeMap<>(transcript.needs()).toString()));
        return transcripts.stream().flatMap(transcript -> TRANSPORTS.stream().map(transport -> DynamicTest.dynamicTest(
                transcript.name() + " over " + transport, () -> perform(transcript, transport))));
    }

    private static void perform(Transcript transcript, String transport) throws Exception {
        Map<String, String> needed = needed(transcript, "imc.commands");
        if (!needed.equals(commands)) {
            commands = needed;
            server.configure("imc.commands", needed);
        }
        Map<String, String> routed = needed(transcript, "imc.script");
        // It is beside the transcripts, and the server's configuration elsewhere.
        routed.computeIfPresent(ROUTES_FILE, (key, file) ->
                Directories.DISTRIBUTION.resolve("conf").resolve(file).toAbsolutePath().normalize()
                        .toString());
        if (!routed.equals(script)) {
            script = routed;
            server.configure("imc.script", routed);
        }
        String domain = transport + "-" + transcript.name().replace(".txt", "") + ".example";
        try (Performance performance = new Performance(target(transport, domain,
                needed.getOrDefault("imc_cmd_start_char", "#")))) {
            performance.of(transcript);
        } catch (Mismatch e) {
            throw new AssertionError(transcript.name() + ":" + e.line() + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> needed(Transcript transcript, String pid) {
        Map<String, String> needed = new HashMap<>();
        transcript.needs().forEach((name, value) -> {
            if (name.startsWith(pid + ' ')) {
                needed.put(name.split(" ")[1], value);
            }
        });
        return needed;
    }

    private static Target target(String transport, String domain, String startChar) {
        return new Target(new InetSocketAddress("127.0.0.1", transport.equals("tls") ? tlsPort : server.sipPort()),
                transport, Optional.of(certificate.pem()), domain, startChar);
    }

    @Test
    @DisplayName("each return code of the contract stands in a transcript")
    void everyReturnCode() throws IOException {
        Set<Integer> told = transcripts().stream().flatMap(transcript -> transcript.steps().stream())
                .filter(Transcript.Say.class::isInstance).map(step -> ((Transcript.Say) step).answer().cause())
                .filter(cause -> cause != null).collect(Collectors.toCollection(TreeSet::new));
        Set<Integer> contract = Stream.of(ReturnCode.values()).map(ReturnCode::code)
                .collect(Collectors.toCollection(TreeSet::new));
        contract.addAll(TextFiles.codes().keySet());
        contract.removeAll(TOLD_ELSEWHERE);
        FULL.forEach(contract::remove);
        assertEquals(contract, told);
    }

    @Test
    @DisplayName("what is missing, other, or not written in a transcript is found")
    void mismatches() {
        assertEquals("alice received nothing", mismatch("alice -> chat-x: hello", "  404 -201",
                "  alice <- chat-x: *** Room not found", "  alice <- chat-x: and more"));
        assertEquals("alice received what is not written: *** Room not found",
                mismatch("alice -> chat-x: hello", "  404 -201"));
        assertEquals("alice received: *** Room not found, expected: *** Room found",
                mismatch("alice -> chat-x: hello", "  404 -201", "  alice <- chat-x: *** Room found"));
        assertEquals("answered 404 -201 Room not found, expected 200", mismatch("alice -> chat-x: hello"));
    }

    private static String mismatch(String... lines) {
        Transcript transcript = TranscriptReader.read("wrong.txt", List.of(lines));
        try (Performance performance = new Performance(target("udp", "mismatch.example", "#"))) {
            return assertThrows(Mismatch.class, () -> performance.of(transcript)).getMessage();
        }
    }
}
