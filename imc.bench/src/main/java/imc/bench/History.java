package imc.bench;

import imc.bench.load.Client;
import imc.bench.load.Latencies;
import imc.bench.load.Load;
import imc.bench.load.Shape;
import imc.bench.load.Spent;
import imc.bench.server.PreparedRooms;
import imc.bench.server.ProcessorTime;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * How long who joins a large room that keeps what is said, and who asks by #history, waits for his answer while others
 * chat in small rooms, and how long these wait for their copies. Beside it the same room while it keeps nothing.
 */
final class History {

    private static final String RUN = "large";
    private static final String DOMAIN = RUN + ".example";
    private static final String ROOM = "chat-0";
    private static final String OWNER = "m0";
    private static final Shape CHAT = new Shape(100, 10, false, 1);
    /** A fifth of what such rooms can do. */
    private static final double CHAT_RATE = 1000;
    private static final int KEPT = 1000;

    private final Options options;
    private final PrintStream out;

    History(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Whether everything that was said in the small rooms was delivered, and all was answered 200 in the large one. */
    boolean of(int members) throws IOException {
        PreparedRooms rooms = new PreparedRooms(DOMAIN, 1, members);
        try (Stage stage = Stage.ours(options, "udp", rooms, Map.of("imc.commands",
                List.of("max_members = " + 2 * members)));
                Client owner = new Client(stage.server().address(), DOMAIN)) {
            out.println(stage.server().description());
            Load chat = new Load(stage.wire(), "chat", CHAT, Runner.BODY_BYTES, 0);
            chat.setUp();
            Load large = new Load(stage.wire(), RUN, new Shape(1, members, false, 1), Runner.BODY_BYTES, 0);
            ProcessorTime processor = new ProcessorTime(stage.server().process());
            large.closedLoop(options.warm(), processor);
            large.drain();
            chat.openLoop(options.warm(), CHAT_RATE);
            out.printf(Locale.ROOT, "%n| a room of %,d | others' p50 ms | p99 | longest | processors of the server |"
                    + " joined, ms p50 / p99 (times) | said | asked |%n|---|--:|--:|--:|--:|--:|--:|--:|%n", members);
            Row row = new Row(stage, chat, processor);
            row.tell("is still", Optional.empty());
            row.visited("keeps nothing", "");
            owner.say(OWNER, ROOM, "#set history " + KEPT, 200);
            for (long said = 0; said < KEPT; ) {
                said += large.closedLoop(1, processor).requests();
            }
            large.drain();
            row.visited("keeps " + KEPT + " messages", "#history 50");
            long began = System.nanoTime();
            owner.say(OWNER, ROOM, "#set history_before_join off", 200);
            out.printf(Locale.ROOT, "| history_before_join off was answered after %.1f ms |||||||||%n",
                    (System.nanoTime() - began) / 1e6);
            row.tell("gets marks for all its members", Optional.empty());
            row.visited("has history_before_join off", "#history 50");
            chat.drain();
            if (!chat.troubles().isEmpty()) {
                out.println("\nFrom warming up to the end: " + chat.troubles());
            }
            return chat.troubles().isEmpty() && chat.account().lost() == 0;
        }
    }

    /** Measures, and tells in a line of the table. */
    private final class Row {

        private final Stage stage;
        private final Load chat;
        private final ProcessorTime processor;
        private int visitors;

        Row(Stage stage, Load chat, ProcessorTime processor) {
            this.stage = stage;
            this.chat = chat;
            this.processor = processor;
        }

        /** @param question how a visitor asks; empty for not */
        void visited(String what, String question) throws IOException {
            CompletableFuture<Void> first = visitor(question).visiting(options.warm());
            chat.openLoop(options.warm(), CHAT_RATE);
            first.join();
            tell(what, Optional.of(visitor(question)));
        }

        private Visitor visitor(String question) {
            return new Visitor(stage.server().address(), DOMAIN, ROOM, "visitor" + visitors++, OWNER, question);
        }

        /** The chat is quiet again when he has left. */
        void tell(String what, Optional<Visitor> visitor) throws IOException {
            Spent before = processor.get();
            long began = System.nanoTime();
            Optional<CompletableFuture<Void>> visit = visitor.map(there -> there.visiting(options.seconds()));
            Latencies others = chat.openLoop(options.seconds(), CHAT_RATE);
            double processors = (processor.get().all() - before.all()) / ((System.nanoTime() - began) / 1e9);
            String told = String.format(Locale.ROOT, "| %s | %.2f | %.2f | %.2f | %.2f |", what,
                    others.quantile(0.5) / 1e6, others.quantile(0.99) / 1e6, others.quantile(1) / 1e6, processors);
            visit.ifPresent(CompletableFuture::join);
            out.println(told + visitor.map(there -> " " + of(there.joins()) + " | " + of(there.messages()) + " | "
                    + of(there.questions()) + " |").orElse(" – | – | – |"));
        }

        private static String of(Latencies latencies) {
            return latencies.count() == 0 ? "–" : String.format(Locale.ROOT, "%.1f / %.1f (%d)",
                    latencies.quantile(0.5) / 1e6, latencies.quantile(0.99) / 1e6, latencies.count());
        }
    }
}
