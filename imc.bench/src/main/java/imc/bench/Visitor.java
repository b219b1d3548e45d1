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

    /** Begins, in a thread of its own. */
    Visit begin() {
        return new Visit();
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

    /** As long as it lasts. */
    final class Visit {

        private volatile boolean ends;
        private final CompletableFuture<Void> work = CompletableFuture.runAsync(() -> {
            try (Client client = new Client(server, domain)) {
                for (int i = 0; !ends; i++) {
                    come(client, name + "-" + i);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        /** He leaves when he is through with what he does. */
        void end() {
            ends = true;
        }

        /**
         * Whether he has left.
         *
         * @throws java.util.concurrent.CompletionException if something was not answered 200
         */
        boolean isOver() {
            if (work.isDone()) {
                work.join();
            }
            return work.isDone();
        }
    }
}
