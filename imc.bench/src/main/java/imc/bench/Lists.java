package imc.bench;

import imc.bench.load.Load;
import imc.bench.load.Shape;
import imc.bench.load.Throughput;
import imc.bench.server.ProcessorTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** How long lists of many rooms take by HTTP while people chat, and what they cost the chat. */
final class Lists {

    private static final int PAGE = 50;
    private static final Shape CHAT = new Shape(100, 10, false, 1);

    private final Options options;
    private final PrintStream out;

    Lists(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Whether everything that was said meanwhile was delivered. */
    boolean of(int rooms) throws IOException {
        Management management = new Management();
        try (Stage stage = Stage.ours(options, options.transports().get(0), false, Map.of("imc.mi.http",
                management.settings(), "imc.commands", List.of("max_rooms = " + 2 * rooms,
                        "max_memberships = " + 10 * rooms,
                        "max_rooms_per_user = 1000000")))) {
            out.println(stage.server().description());
            new Load(stage.wire(), "idle", new Shape(rooms, 2, false, 1), Runner.BODY_BYTES, 0).setUp();
            ProcessorTime processor = new ProcessorTime(stage.server().process());
            Load chat = new Load(stage.wire(), "chat", CHAT, Runner.BODY_BYTES, options.drop());
            chat.setUp();
            chat.closedLoop(options.warm(), processor);
            out.printf(Locale.ROOT, "%,d rooms%n%n| meanwhile | deliveries per second | µs of CPU a delivery |"
                    + " lists | ms a list, median | longest |%n|---|--:|--:|--:|--:|--:|%n", rooms);
            told("nothing", chat.closedLoop(options.seconds(), processor), List.of());
            meanwhile("a page of " + PAGE + " in the middle, again and again", chat, processor,
                    () -> list(management, "\"from\":" + rooms / 2 + ",\"count\":" + PAGE));
            meanwhile("a page of those that are found, sorted by members", chat, processor,
                    () -> list(management, "\"like\":\"77\",\"sort\":\"-members\",\"count\":" + PAGE));
            meanwhile("the whole list, again and again", chat, processor, () -> list(management, ""));
            chat.drain();
            return chat.troubles().isEmpty();
        }
    }

    private interface Listing {
        void run() throws IOException;
    }

    private void meanwhile(String what, Load chat, ProcessorTime processor, Listing listing) throws IOException {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<List<Double>> lists = CompletableFuture.supplyAsync(() -> {
            List<Double> took = new ArrayList<>();
            while (!over.get()) {
                long began = System.nanoTime();
                try {
                    listing.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                took.add((System.nanoTime() - began) / 1e6);
            }
            return took;
        });
        Throughput throughput = chat.closedLoop(options.seconds(), processor);
        over.set(true);
        told(what, throughput, lists.join());
    }

    private void told(String what, Throughput throughput, List<Double> lists) {
        List<Double> sorted = new ArrayList<>(lists);
        Collections.sort(sorted);
        out.printf(Locale.ROOT, "| %s | %,.0f | %.2f | %s |%n", what, throughput.deliveries() / throughput.seconds(),
                throughput.spent().all() * 1e6 / throughput.deliveries(),
                sorted.isEmpty() ? "– | – | –" : String.format(Locale.ROOT, "%,d | %.1f | %.1f", sorted.size(),
                        sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1)));
    }

    /** Reads the list to its end, and keeps nothing of it. */
    private static void list(Management management, String parameters) throws IOException {
        HttpResponse<InputStream> response = management.call("imc_list_rooms", parameters);
        try (InputStream body = response.body()) {
            long bytes = body.transferTo(OutputStream.nullOutputStream());
            if (response.statusCode() != 200 || bytes < 1000) {
                throw new IOException("the list was answered " + response.statusCode() + " with " + bytes + " bytes");
            }
        }
    }
}
