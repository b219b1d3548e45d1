package imc.store.jpa.internal.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final List<String> log = new ArrayList<>();
    private long seconds = 100;
    private final Progress progress = new Progress(() -> TimeUnit.SECONDS.toNanos(seconds), log::add);

    @Test
    void aLongLoadTellsEveryFiveSecondsHowFarItIsAndWhatItDidInTheEnd() {
        progress.total(1_100_000);
        for (int i = 0; i < 11; i++) {
            seconds++;
            progress.read(100_000);
        }
        for (int i = 0; i < 55; i++) {
            progress.room(10);
        }
        progress.end();
        assertEquals(List.of(
                "Rooms are being read: 500,000 of 1,100,000 rows of rooms and members in 5 s, 100,000 a second, "
                        + "about 6 s left",
                "Rooms are being read: 1,000,000 of 1,100,000 rows of rooms and members in 10 s, 100,000 a second, "
                        + "about 1 s left",
                "55 rooms with 550 members were read in 11.0 s: 5 rooms a second"), log);
    }

    @Test
    void ofAShortLoadNothingIsSaid() {
        progress.total(3);
        progress.read(3);
        seconds += 4;
        progress.end();
        assertEquals(List.of(), log);
    }
}
