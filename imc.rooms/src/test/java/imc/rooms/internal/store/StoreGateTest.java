package imc.rooms.internal.store;

import static imc.rooms.internal.Conference.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.store.Change;
import imc.api.store.RoomReceiver;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import imc.rooms.internal.TestReference;
import imc.rooms.internal.report.Events;
import imc.rooms.internal.report.Failures;
import imc.rooms.internal.settings.ConferenceSettings;
import imc.rooms.internal.state.Rooms;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The gate, step by step: whatever comes between two steps, what it promises holds. */
class StoreGateTest {

    /** More than any of the moves here takes. */
    private static final int STEPS = 12;
    private static final SipAddress ROOM = SipAddress.parse("sip:chat-a@example.com");

    private HeldWorker worker = new HeldWorker();
    private Rooms rooms = new Rooms();
    private Failures failures = new Failures();
    private StoreGate gate = gate();

    private StoreGate gate() {
        return new StoreGate(rooms, new ConferenceSettings(Map.of()), new LastStore(null), null, worker, failures,
                new Events(), StoreGate.PATIENCE);
    }

    private void startAnew() {
        worker = new HeldWorker();
        rooms = new Rooms();
        failures = new Failures();
        gate = gate();
    }

    /** A store in memory that does as it is told. */
    private static final class Store implements RoomStore {

        private final Map<SipAddress, Room> kept = new LinkedHashMap<>();
        private final Deque<CompletableFuture<Void>> silent = new ArrayDeque<>();
        private String lineage = "";
        private boolean isSilent;
        private boolean hasGone;
        private Throwable loadThrows;
        private Throwable lineageThrows;

        @Override
        public Optional<String> lineage() {
            return Optional.of(lineage);
        }

        @Override
        public void setLineage(String next) throws StoreException {
            raise(lineageThrows);
            lineage = next;
        }

        @Override
        public void load(RoomReceiver into) throws StoreException {
            raise(loadThrows);
            kept.values().forEach(into::room);
        }

        private static void raise(Throwable failure) throws StoreException {
            if (failure instanceof Error error) {
                throw error;
            } else if (failure instanceof RuntimeException exception) {
                throw exception;
            } else if (failure instanceof StoreException exception) {
                throw exception;
            }
        }

        @Override
        public CompletionStage<Void> write(List<Change> batch) {
            if (hasGone) {
                return CompletableFuture.failedFuture(new StoreException("closed"));
            }
            CompletableFuture<Void> durable = new CompletableFuture<>();
            durable.thenRun(() -> {
                SipAddress room = batch.get(0).room();
                Room after = Change.apply(batch, kept.get(room));
                if (after == null) {
                    kept.remove(room);
                } else {
                    kept.put(room, after);
                }
            });
            if (isSilent) {
                silent.add(durable);
            } else {
                durable.complete(null);
            }
            return durable;
        }

        void answer() {
            silent.forEach(each -> each.complete(null));
        }
    }

    /** Creates a room, as the engine does it; null if no store serves. */
    private CompletableFuture<Void> create(SipAddress room) {
        Commits.Commit commit = gate.write(List.of(new Change.RoomCreated(room, false)));
        if (commit == null) {
            return null;
        }
        CompletableFuture<Void> answer = new CompletableFuture<>();
        commit.durable().whenComplete((done, failure) -> {
            if (failure == null) {
                rooms.put(room, Room.empty(room, false), null);
                answer.complete(null);
            } else {
                answer.completeExceptionally(failure);
            }
            commit.settled().complete(null);
        });
        return answer;
    }

    private Optional<String> serving() {
        return gate.status().serving();
    }

    /** Does something between any two steps. */
    private void atEachStep(IntConsumer test) {
        for (int at = 0; at < STEPS; at++) {
            startAnew();
            test.accept(at);
        }
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            worker.step();
        }
    }

    @Test
    @DisplayName("a store that goes while it is being taken over does not serve, and the next one does")
    void goesWhileTakenOver() {
        atEachStep(at -> {
            Store first = new Store();
            TestReference<RoomStore> reference = named("first");
            gate.bindStore(first, reference);
            steps(at);
            first.hasGone = true;
            gate.unbindStore(reference);
            assertEquals(Optional.empty(), serving(), "at once, at step " + at);
            assertNull(create(ROOM), "at step " + at);
            assertFalse(gate.served().isDone(), "at step " + at);
            worker.run();
            assertEquals(Optional.empty(), serving(), "at step " + at);
            assertFalse(gate.served().isDone(), "at step " + at);
            Store second = new Store();
            gate.bindStore(second, named("second"));
            worker.run();
            assertEquals(Optional.of("second"), serving(), "at step " + at);
            assertTrue(gate.served().isDone());
            create(ROOM).join();
            assertTrue(second.kept.containsKey(ROOM), "at step " + at);
        });
    }

    @Test
    @DisplayName("a store that goes while the rooms move to it leaves them with the one before, level with memory")
    void nextGoesWhileMovedTo() {
        atEachStep(at -> {
            Store first = new Store();
            gate.bindStore(first, named("first"));
            worker.run();
            create(ROOM).join();
            Store second = new Store();
            TestReference<RoomStore> reference = named("second");
            gate.bindStore(second, reference);
            worker.run();
            CompletableFuture<Move.Outcome> move = gate.begin("second");
            steps(at);
            boolean isDone = move.isDone();
            second.hasGone = true;
            gate.unbindStore(reference);
            worker.run();
            assertTrue(move.isDone());
            assertEquals(isDone ? Optional.empty() : Optional.of("first"), serving(), "at step " + at);
            assertEquals(!isDone, move.isCompletedExceptionally(), "at step " + at);
            assertEquals(1, first.kept.size());
        });
    }

    @Test
    @DisplayName("the store before goes while the rooms move away from it: they arrive nevertheless")
    void beforeGoesWhileMovedFrom() {
        atEachStep(at -> {
            Store first = new Store();
            TestReference<RoomStore> reference = named("first");
            gate.bindStore(first, reference);
            worker.run();
            create(ROOM).join();
            Store second = new Store();
            gate.bindStore(second, named("second"));
            worker.run();
            CompletableFuture<Move.Outcome> move = gate.begin("second");
            steps(at);
            first.hasGone = true;
            gate.unbindStore(reference);
            worker.run();
            assertFalse(move.isCompletedExceptionally(), "at step " + at);
            assertEquals(Optional.of("second"), serving(), "at step " + at);
            assertTrue(second.kept.containsKey(ROOM));
        });
    }

    @Test
    @DisplayName("what is acknowledged is in memory and in the serving store, whenever a silent store speaks")
    void silentStoreIsLeft() {
        atEachStep(at -> {
            Store slow = new Store();
            gate.bindStore(slow, named("slow"));
            Store next = new Store();
            worker.run();
            gate.bindStore(next, named("next"));
            worker.run();
            slow.isSilent = true;
            CompletableFuture<Void> answer = create(ROOM);
            CompletableFuture<Move.Outcome> move = gate.begin("next");
            for (int step = 0; step < STEPS; step++) {
                if (step == at) {
                    slow.answer();
                }
                if (!worker.step()) {
                    worker.timePasses();
                }
            }
            worker.run();
            slow.answer();
            worker.run();
            assertEquals("next", move.join().to(), "at step " + at);
            assertTrue(answer.isDone());
            boolean isDone = !answer.isCompletedExceptionally();
            assertEquals(isDone, rooms.find(ROOM).isPresent(), "at step " + at);
            assertEquals(isDone, next.kept.containsKey(ROOM), "at step " + at);
        });
    }

    @Test
    @DisplayName("who waits for a silent store that is left is told to try again")
    void silentStoreIsTold() throws Exception {
        Store slow = new Store();
        gate.bindStore(slow, named("slow"));
        worker.run();
        gate.bindStore(new Store(), named("next"));
        worker.run();
        slow.isSilent = true;
        CompletableFuture<Void> answer = create(ROOM);
        gate.begin("next");
        worker.run();
        assertFalse(answer.isDone(), "it has some time");
        worker.timePasses();
        worker.run();
        assertTrue(assertThrows(ExecutionException.class, answer::get).getCause() instanceof Commits.GivenUp);
        assertEquals(Optional.of("next"), serving());
    }

    @Test
    @DisplayName("a silent store to which the rooms have to go back serves when it is level with memory, not before")
    void backToASilentStore() {
        Store slow = new Store();
        gate.bindStore(slow, named("slow"));
        worker.run();
        Store broken = new Store();
        broken.lineageThrows = new StoreException("read-only");
        gate.bindStore(broken, named("broken"));
        worker.run();
        slow.isSilent = true;
        create(ROOM);
        CompletableFuture<Move.Outcome> move = gate.begin("broken");
        worker.run();
        worker.timePasses();
        worker.run();
        assertTrue(move.isCompletedExceptionally());
        assertEquals(Optional.empty(), serving(), "what becomes of the change is not known");
        slow.isSilent = false;
        slow.answer();
        assertTrue(slow.kept.containsKey(ROOM), "it came to be after all");
        worker.timePasses();
        worker.run();
        assertEquals(Optional.of("slow"), serving());
        assertFalse(slow.kept.containsKey(ROOM), "as it was answered");
        assertTrue(rooms.find(ROOM).isEmpty());
    }

    @Test
    @DisplayName("whatever a store throws is shown, counted and tried again")
    void storeThrows() {
        for (Throwable thrown : List.of(new NoClassDefFoundError("org/driver"), new IllegalStateException("not open"),
                new StoreException("the disk is not there"))) {
            startAnew();
            Store store = new Store();
            store.loadThrows = thrown;
            gate.bindStore(store, named("first"));
            worker.run();
            assertEquals(Optional.empty(), serving());
            assertEquals(thrown.getMessage(), gate.status().refusal());
            assertEquals(thrown instanceof StoreException ? 0 : 1, failures.count());
            store.loadThrows = null;
            worker.timePasses();
            worker.run();
            assertEquals(Optional.of("first"), serving(), thrown.toString());
            assertEquals("", gate.status().refusal());
        }
    }

    @Test
    @DisplayName("a move that is asked for while the server stops, or waits when it does, ends")
    void shutdown() {
        gate.bindStore(new Store(), named("first"));
        worker.run();
        gate.bindStore(new Store(), named("second"));
        gate.bindStore(new Store(), named("third"));
        worker.run();
        CompletableFuture<Move.Outcome> underWay = gate.begin("second");
        worker.step();
        CompletableFuture<Move.Outcome> waiting = gate.begin("third");
        worker.step();
        CompletableFuture<Move.Outcome> queued = gate.begin("second");
        gate.deactivate();
        worker.run();
        CompletableFuture<Move.Outcome> late = gate.begin("second");
        for (CompletableFuture<Move.Outcome> move : List.of(underWay, waiting, queued, late)) {
            assertTrue(move.isDone());
            assertEquals("The server is stopping",
                    assertThrows(ExecutionException.class, move::get).getCause().getMessage());
        }
    }

    @Test
    @DisplayName("a store that appears again after each failure of a move is not lost")
    void moveIsTriedAgain() {
        gate.bindStore(new Store(), named("first"));
        worker.run();
        Store better = new Store();
        better.loadThrows = new StoreException("not yet");
        gate.bindStore(better, named("better", 10));
        worker.run();
        assertEquals(Optional.of("first"), serving());
        assertNotNull(create(ROOM));
        better.loadThrows = null;
        worker.timePasses();
        worker.run();
        assertEquals(Optional.of("better"), serving());
        assertTrue(better.kept.containsKey(ROOM));
    }
}
