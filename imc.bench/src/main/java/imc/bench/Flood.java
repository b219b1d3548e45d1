package imc.bench;

import imc.bench.load.Flooder;
import imc.bench.load.Latencies;
import imc.bench.load.Load;
import imc.bench.load.Shape;
import imc.bench.load.Spent;
import imc.bench.server.ProcessorTime;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long messages take while somebody at another address floods the server, with imc.flood as it comes and without
 * its bound for a source. Everybody has to log in; the flooder has no password.
 */
final class Flood {

    private static final String RUN = "chat";
    private static final String FLOODER = "127.0.0.2";
    /** Of 400 bytes each: what a line of some thirty megabits a second brings. */
    private static final double MODEST = 10_000;
    private static final double AS_FAST = Double.POSITIVE_INFINITY;
    private static final double SETTLES = 5;
    private static final String ALGORITHM = "MD5";
    /** Of each user half as many: below rate_user and rate_room. */
    private static final int MESSAGES_A_ROOM = 20;

    private final Options options;
    private final PrintStream out;

    Flood(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Whether everything that was said at this rate was delivered, with imc.flood as it comes. */
    boolean beside(int rate) throws IOException {
        out.println("\n| rate_source | meanwhile | p50 ms | p99 | longest | lost | processors of the server |"
                + " flood, per second | answered, per second |\n|---|---|--:|--:|--:|---|--:|--:|---|");
        boolean well = measure("200", List.of(), rate);
        measure("0", List.of("rate_source = 0"), rate);
        return well;
    }

    private boolean measure(String bound, List<String> further, int rate) throws IOException {
        Shape shape = new Shape(Math.max(1, rate / MESSAGES_A_ROOM), 2, false, 1);
        Management management = new Management();
        // What the chatters send comes from one address, too.
        List<String> flood = new ArrayList<>(List.of("exempt = 127.0.0.1"));
        flood.addAll(further);
        try (Stage stage = Stage.ours(options, "udp", true, Map.of("imc.flood", flood, "imc.auth",
                Passwords.digest(ALGORITHM), "imc.mi.http", management.settings()));
                DatagramSocket nobody = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Stage chatters = Passwords.loggedIn(stage, management, RUN, 2 * shape.rooms(), ALGORITHM);
            Load chat = new Load(chatters.wire(), RUN, shape, Runner.BODY_BYTES, 0);
            chat.setUp();
            chat.openLoop(options.warm(), rate);
            InetSocketAddress server = stage.server().address();
            try (Flooder warm = new Flooder("udp", FLOODER, server, MODEST)) {
                chat.openLoop(options.warm(), rate);
            }
            long lost = chat.account().lost();
            Row row = new Row(bound, chat, rate, new ProcessorTime(stage.server().process()));
            row.tell("nothing");
            out.println(" – | – |");
            // On few cores, to send so much holds up the others by itself.
            row.tell("a flood that goes elsewhere", "udp",
                    new InetSocketAddress("127.0.0.1", nobody.getLocalPort()), AS_FAST);
            row.tell("a flood", "udp", server, MODEST);
            row.tell("a flood as fast as one can", "udp", server, AS_FAST);
            row.tell("the same over one TCP connection", "tcp", server, AS_FAST);
            if (!chat.troubles().isEmpty()) {
                out.println("\nFrom warming up to the end: " + chat.troubles() + "\n");
            }
            return chat.account().lost() == lost;
        }
    }

    /** Measures, and tells in a line of the table. */
    private final class Row {

        private final String bound;
        private final Load chat;
        private final int rate;
        private final ProcessorTime processor;

        Row(String bound, Load chat, int rate, ProcessorTime processor) {
            this.bound = bound;
            this.chat = chat;
            this.rate = rate;
            this.processor = processor;
        }

        void tell(String meanwhile, String transport, InetSocketAddress flooded, double perSecond)
                throws IOException {
            chat.idle(SETTLES);
            long began = System.nanoTime();
            Flooder flooder = new Flooder(transport, FLOODER, flooded, perSecond);
            try (flooder) {
                tell(meanwhile);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            String answers = flooder.answers().entrySet().stream().map(answer -> String.format(Locale.ROOT,
                    "%,.0f with %d", answer.getValue() / seconds, answer.getKey())).collect(Collectors.joining(", "));
            out.printf(Locale.ROOT, " %,.0f | %s |%n", flooder.sent() / seconds, answers.isEmpty() ? "–" : answers);
        }

        void tell(String meanwhile) throws IOException {
            long lost = chat.account().lost();
            Spent before = processor.get();
            long began = System.nanoTime();
            Latencies latencies = chat.openLoop(options.seconds(), rate);
            double processors = (processor.get().all() - before.all()) / ((System.nanoTime() - began) / 1e9);
            out.printf(Locale.ROOT, "| %s | %s | %.2f | %.2f | %.2f | %,d | %.2f |", bound, meanwhile,
                    latencies.quantile(0.5) / 1e6, latencies.quantile(0.99) / 1e6, latencies.quantile(1) / 1e6,
                    chat.account().lost() - lost, processors);
        }
    }
}
