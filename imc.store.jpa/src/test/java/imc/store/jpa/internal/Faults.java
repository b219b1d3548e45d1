package imc.store.jpa.internal;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What the component reports to be wrong. */
final class Faults {

    private final LinkedBlockingQueue<Optional<String>> told = new LinkedBlockingQueue<>();
    private volatile String last;

    void add(String sentence) {
        last = sentence;
        told.add(Optional.ofNullable(sentence));
    }

    /** Waits for the next fault, but not for ever. */
    String next() throws InterruptedException {
        Optional<String> next = told.poll(30, TimeUnit.SECONDS);
        assertNotNull(next, "no fault is reported");
        return next.isPresent() ? next.get() : next();
    }

    /** What was reported last; null for nothing wrong. */
    String last() {
        return last;
    }
}
