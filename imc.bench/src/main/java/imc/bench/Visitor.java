package imc.bench;

import imc.bench.load.Client;
import imc.bench.load.Latencies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Somebody who joins a room, asks some times for its history, and leaves, again and again, while its owner says
 * something. How long each takes until it is answered may be read when the visit is over.
 */
final class Visitor {

    private static final int QUESTIONS = 4;
    private static final long PAUSE_NANOS = 150_000_000;

    private final InetSocketAddress server;
    private final String domain;
    private final String room;
    private final String name;
    private final String owner;
    private final String question;
    private final Latencies joins = new Latencies();
    private final Latencies messages = new Latencies();
    private final Latencies questions = new Latencies();

    /**
     * @param name     each visitor has another
     * @param question how he asks; empty for not
     */
    Visitor(InetSocketAddress server, String domain, String room, String name, String owner, String question) {
        this.server = server;
        this.domain = domain;
        this.room = room;
        this.name = name;
        this.owner = owner;
        this.question = question;
    }

    private interface Deed {
        void run() throws IOException;
    }

    /**
     * Begins, in a thread of its own, and comes for so long.
     *
     * @return completes when he has left for good; exceptionally if something was not answered 200
     */
    CompletableFuture<Void> visiting(double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        return CompletableFuture.runAsync(() -> {
            try (Client client = new Client(server, domain)) {
                for (int i = 0; System.nanoTime() < end; i++) {
                    come(client, name + "-" + i);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void come(Client client, String user) throws IOException {
        time(joins, () -> client.say(user, room, "#join", 200));
        time(messages, () -> client.say(owner, room, "x".repeat(Runner.BODY_BYTES), 200));
        for (int i = 0; !question.isEmpty() && i < QUESTIONS; i++) {
            time(questions, () -> client.say(user, room, question, 200));
        }
        client.say(user, room, "#leave", 200);
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    private static void time(Latencies latencies, Deed deed) throws IOException {
        long began = System.nanoTime();
        deed.run();
        latencies.add(System.nanoTime() - began);
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    Latencies joins() {
        return joins;
    }

    /** Of what the owner says. */
    Latencies messages() {
        return messages;
    }

    Latencies questions() {
        return questions;
    }
}
