package imc.api.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is remembered, for how long and of how many. */
class LatelyTest {

    private final AtomicLong clock = new AtomicLong(1000);
    private final Lately<String, Integer> lately = new Lately<>(3, 10, clock::get);

    @Test
    @DisplayName("something is remembered for its time, which begins anew with each")
    void time() {
        lately.put("alice", 1);
        clock.addAndGet(9);
        assertEquals(Optional.of(1), lately.get("alice"));
        assertEquals(1, lately.left("alice"));
        lately.put("alice", 2);
        assertEquals(10, lately.left("alice"));
        clock.addAndGet(10);
        assertEquals(Optional.empty(), lately.get("alice"));
        assertEquals(0, lately.left("alice"));
        assertEquals(0, lately.left("bob"));
    }

    @Test
    @DisplayName("what is remembered already stays as it is, and its time too, until that is over")
    void absent() {
        assertEquals(Optional.empty(), lately.putIfAbsent("alice", 1));
        clock.addAndGet(9);
        assertEquals(Optional.of(1), lately.putIfAbsent("alice", 2));
        assertEquals(1, lately.left("alice"));
        clock.addAndGet(1);
        assertEquals(Optional.empty(), lately.putIfAbsent("alice", 3));
        assertEquals(Optional.of(3), lately.get("alice"));
        lately.remove("alice");
        assertEquals(Optional.empty(), lately.putIfAbsent("alice", 4));
    }

    @Test
    @DisplayName("of so many and no more; who did something last is remembered longest")
    void most() {
        for (String who : new String[] {"a", "b", "c", "a", "d"}) {
            lately.put(who, 1);
        }
        assertEquals(3, lately.size());
        assertEquals(Optional.empty(), lately.get("b"));
        assertEquals(Optional.of(1), lately.get("a"));
        Lately<String, Integer> always = new Lately<>(1);
        always.put("a", 1);
        assertEquals(Optional.of(1), always.get("a"));
        always.put("b", 2);
        assertEquals(Optional.empty(), always.get("a"));
    }

    @Test
    @DisplayName("a clock that is set back ends it, rather than have somebody wait for that long")
    void setBack() {
        lately.put("alice", 1);
        clock.addAndGet(-1);
        assertEquals(0, lately.left("alice"));
    }

    @Test
    @DisplayName("a clock may be below 0, as nanoseconds may")
    void negative() {
        clock.set(Long.MAX_VALUE - 3);
        lately.put("alice", 1);
        clock.addAndGet(5);
        assertEquals(5, lately.left("alice"));
    }
}
