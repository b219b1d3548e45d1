package imc.rooms.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CommitsTest {

    private final AtomicLong now = new AtomicLong();
    private final Commits commits = new Commits(Duration.ofSeconds(10), now::get);

    @Test
    @DisplayName("while a store says nothing, one change in each patience is tried; then all are taken")
    void silence() {
        commits.begin();
        pass(9);
        assertEquals(List.of(false, false), ask());
        pass(1);
        assertEquals(List.of(true, true), ask());
        pass(9);
        assertEquals(List.of(true, true), ask());
        pass(1);
        assertEquals(List.of(false, true), ask());
        pass(10);
        assertEquals(List.of(false, true), ask());
        Commits.Commit tried = commits.begin();
        tried.durable().complete(null);
        assertEquals(List.of(false, false), ask());
    }

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private List<Boolean> ask() {
        return Stream.generate(commits::areSilent).limit(2).toList();
    }
}
