package imc.rooms.internal.store;

import imc.rooms.internal.report.Events;
import imc.rooms.internal.report.Failures;
import imc.rooms.internal.settings.ConferenceSettings;
import imc.rooms.internal.state.Rooms;
import java.nio.file.Path;
import java.time.Duration;

/** A gate where there is no framework. */
public final class TestGate {

    private TestGate() {
    }

    /** @param last where the name of the store is kept that served last; null for nowhere */
    public static StoreGate open(Rooms rooms, ConferenceSettings settings, Path last, HastyThreads threads,
            Failures failures, Events events, Duration patience) {
        return new StoreGate(rooms, settings, new LastStore(last), null, threads, failures, events, patience);
    }
}
