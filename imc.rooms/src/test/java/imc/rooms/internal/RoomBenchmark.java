package imc.rooms.internal;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Message;
import imc.api.store.Change;
import imc.api.store.RoomReceiver;
import imc.api.store.RoomStore;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.DeliveryListener;
import imc.api.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the room engine takes for a message or a command, without store, network and SIP. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RoomBenchmark {

    @Param({"2", "10", "100", "1000"})
    public int members;

    private Conference conference;
    private Message chat;

    /** Delivers everything at once. */
    private static final class Wire implements Transport {

        @Override
        public void send(Broadcast broadcast, DeliveryListener listener) {
            for (int i = 0; i < broadcast.receivers().size(); i++) {
                listener.ended(broadcast, i, Delivery.answered(200));
            }
        }
    }

    /** Keeps nothing, and says at once that it does. */
    private static final class NoStore implements RoomStore {

        @Override
        public Optional<String> lineage() {
            return Optional.empty();
        }

        @Override
        public void setLineage(String next) {
            // Nobody asks for it.
        }

        @Override
        public void load(RoomReceiver into) {
            // There is nothing.
        }

        @Override
        public CompletionStage<Void> write(List<Change> batch) {
            return CompletableFuture.completedFuture(null);
        }
    }

    @Setup
    public void fill() {
        conference = new Conference(Map.of());
        conference.gate.bindStore(new NoStore(), Conference.named("none"));
        conference.awaitStore();
        conference.outgoing.bindTransport(new Wire());
        tell("member0", "#create");
        for (int i = 1; i < members; i++) {
            tell("member" + i, "#join");
        }
        chat = message("member0", "x".repeat(64));
    }

    @TearDown
    public void close() {
        conference.close();
    }

    private static Message message(String sender, String text) {
        return new Message(Conference.user(sender), Conference.CHAT, Conference.CHAT, "call", Content.text(text),
                Map.of());
    }

    private Answer tell(String sender, String text) {
        return conference.server.handle(message(sender, text)).toCompletableFuture().join();
    }

    /** A message to all others, from the arrival to the last copy's outcome. */
    @Benchmark
    public Answer message() {
        return conference.server.handle(chat).toCompletableFuture().join();
    }

    /** Somebody joins and leaves: two commands, of which all members are told. */
    @Benchmark
    public Answer joinAndLeave() {
        tell("guest", "#join");
        return tell("guest", "#leave");
    }
}
