package imc.rooms.internal.store;

import static imc.rooms.internal.Conference.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is known of a store that refuses changes, step by step. */
class StoreTrialTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-a@example.com");
    private static final String NOTHING =
            "the store first takes no changes: the disk is full; chat goes on, commands that change a room are "
                    + "refused; it is tried every 5 s and comes back by itself";
    private static final String ONE =
            "the store first has refused a change, and has taken none since: the disk is full";

    private final HeldWorker worker = new HeldWorker();
    private final StoreGate gate = new StoreGate(new Rooms(), new ConferenceSettings(Map.of()), new LastStore(null),
            null,
            worker, new Failures(), new Events(), StoreGate.PATIENCE);
    private final Store store = new Store();
    private final TestReference<RoomStore> reference = named("first");

    private static final class Store implements RoomStore {

        private boolean refusesChanges;
        private boolean refusesLineage;
        private String lineage = "";
        private int lineages;

        @Override
        public Optional<String> lineage() {
            return Optional.of(lineage);
        }

        @Override
        public void setLineage(String next) throws StoreException {
            lineages++;
            if (refusesLineage) {
                throw new StoreException("the disk is full");
            }
            lineage = next;
        }

        @Override
        public void load(RoomReceiver into) {
            // nothing is kept
        }

        @Override
        public CompletionStage<Void> write(List<Change> batch) {
            return refusesChanges ? CompletableFuture.failedFuture(new StoreException("the disk is full"))
                    : CompletableFuture.completedFuture(null);
        }
    }

    private void serve() {
        gate.bindStore(store, reference);
        worker.run();
        assertTrue(gate.takesChanges());
    }

    private void change() {
        gate.write(List.of(new Change.RoomCreated(ROOM, false))).settled().complete(null);
        worker.run();
    }

    private void fill() {
        store.refusesChanges = true;
        store.refusesLineage = true;
        change();
    }

    private Optional<String> trouble() {
        return gate.status().trouble();
    }

    @Test
    @DisplayName("a store that refuses everything takes no changes until it writes its lineage, without a change")
    void refusesAll() {
        serve();
        String lineage = store.lineage;
        fill();
        assertFalse(gate.takesChanges());
        assertEquals(Optional.of(NOTHING), trouble());
        assertEquals(Optional.of("first"), gate.status().serving());
        worker.timePasses();
        worker.run();
        assertFalse(gate.takesChanges());
        store.refusesLineage = false;
        worker.timePasses();
        worker.run();
        assertTrue(gate.takesChanges());
        assertEquals(Optional.empty(), trouble());
        assertEquals(lineage, store.lineage);
    }

    @Test
    @DisplayName("a change that is taken ends it at once")
    void takesAgain() {
        serve();
        fill();
        store.refusesChanges = false;
        change();
        assertTrue(gate.takesChanges());
        assertEquals(Optional.empty(), trouble());
    }

    @Test
    @DisplayName("a store that refuses one change and takes others is told of until it takes the next")
    void refusesOne() {
        serve();
        store.refusesChanges = true;
        change();
        assertTrue(gate.takesChanges());
        assertEquals(Optional.of(ONE), trouble());
        store.refusesChanges = false;
        change();
        assertEquals(Optional.empty(), trouble());
    }

    @Test
    @DisplayName("however many changes are refused, one trial goes on")
    void oneTrial() {
        serve();
        fill();
        int before = store.lineages;
        change();
        change();
        assertEquals(before, store.lineages);
        worker.timePasses();
        worker.run();
        assertEquals(before + 1, store.lineages);
    }

    @Test
    @DisplayName("of a store that has gone it is known that it is away, and its trial ends")
    void goes() {
        serve();
        fill();
        gate.unbindStore(reference);
        worker.run();
        assertFalse(gate.takesChanges());
        assertEquals(Optional.of("the store first is away: chat goes on, rooms cannot change until it is back"),
                trouble());
        int before = store.lineages;
        worker.timePasses();
        worker.run();
        assertEquals(before, store.lineages);
        gate.bindStore(new Store(), named("second"));
        worker.run();
        assertTrue(gate.takesChanges());
        assertEquals(Optional.empty(), trouble());
    }

    @Test
    @DisplayName("the rooms can be moved away from a store that takes nothing, and back when it does again")
    void moveAway() {
        serve();
        fill();
        gate.bindStore(new Store(), named("second"));
        worker.run();
        gate.begin("second");
        worker.run();
        assertEquals(Optional.of("second"), gate.status().serving());
        assertTrue(gate.takesChanges());
        worker.timePasses();
        worker.run();
        store.refusesChanges = false;
        store.refusesLineage = false;
        gate.begin("first");
        worker.run();
        assertEquals(Optional.of("first"), gate.status().serving());
        fill();
        assertFalse(gate.takesChanges());
    }
}
