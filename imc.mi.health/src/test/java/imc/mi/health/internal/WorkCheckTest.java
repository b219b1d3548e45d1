package imc.mi.health.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.statistics.Histogram;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WorkCheckTest {

    private final Figures figures = new Figures();
    private final WorkCheck check = new WorkCheck(figures);
    private final AtomicReference<Histogram> commits = new AtomicReference<>(commits(0, 0));

    private static Histogram commits(long count, double seconds) {
        return new Histogram("store_commit_seconds", "How long", Map.of(), List.of(), List.of(count), seconds);
    }

    private static StatisticSource waiting(String name, long value) {
        return () -> List.of(Statistic.gauge(name, "Waiting", value));
    }

    private void store() {
        figures.addSource(new StatisticSource() {

            @Override
            public List<Statistic> statistics() {
                return List.of();
            }

            @Override
            public List<Histogram> histograms() {
                return List.of(commits.get());
            }
        });
    }

    @Test
    @DisplayName("what waits is worth a warning where it is much")
    void waiting() {
        figures.addSource(waiting("commands_waiting", 1_000));
        figures.addSource(waiting("store_pending", 10_000));
        figures.addSource(waiting("active_rooms", 1_000_000));
        assertEquals(Status.OK, check.execute().getStatus());
        StatisticSource much = waiting("store_pending", 10_001);
        figures.addSource(much);
        Result result = check.execute();
        assertEquals(Status.WARN, result.getStatus());
        assertTrue(result.toString().contains("store_pending is 10001"), result.toString());
        figures.removeSource(much);
        assertEquals(Status.OK, check.execute().getStatus());
    }

    @Test
    @DisplayName("a timer's task that hangs is worth a warning")
    void hanging() {
        figures.addSource(waiting("timers_hanging", 0));
        assertEquals(Status.OK, check.execute().getStatus());
        figures.addSource(waiting("timers_hanging", 1));
        assertEquals(Status.WARN, check.execute().getStatus());
    }

    @Test
    @DisplayName("slow commits are those since it was asked before, also of a store that has begun anew")
    void commits() {
        store();
        commits.set(commits(1_000, 10));
        assertEquals(Status.OK, check.execute().getStatus());
        commits.set(commits(1_002, 13));
        Result slow = check.execute();
        assertEquals(Status.WARN, slow.getStatus());
        assertTrue(slow.toString().contains("a commit took 1500 ms on average"), slow.toString());
        assertEquals(Status.OK, check.execute().getStatus());
        commits.set(commits(2, 1));
        assertTrue(check.execute().toString().contains("500 ms"));
    }

    @Test
    @DisplayName("a source that fails hides nothing of the others")
    void failing() {
        figures.addSource(() -> {
            throw new IllegalStateException("it is broken");
        });
        figures.addSource(waiting("store_pending", 3));
        Result result = check.execute();
        assertEquals(Status.WARN, result.getStatus());
        assertTrue(result.toString().contains("it is broken"), result.toString());
        assertTrue(result.toString().contains("store_pending is 3"), result.toString());
    }
}
