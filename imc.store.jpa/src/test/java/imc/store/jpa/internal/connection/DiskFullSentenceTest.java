package imc.store.jpa.internal.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DiskFullSentenceTest {

    private static final String FULL = "the disk of /data/derby/imc is full (4096 bytes free)";

    @Test
    @DisplayName("a disk is full where Derby could not write its log, whether or not the directory is there")
    void sentence() {
        assertEquals(Optional.of(FULL), DiskFull.sentence(Path.of("/data/derby/imc"), 4096));
        assertEquals(Optional.empty(), DiskFull.sentence(Path.of("/data/derby/imc"), 1 << 20));
        assertEquals(DiskFull.sentence(Path.of("").toAbsolutePath()).isPresent(),
                DiskFull.sentence(Path.of("no/such/directory")).isPresent());
    }

    @Test
    @DisplayName("that the disk is full is told instead of what the database makes of it, which is still known")
    void instead() {
        Throwable failure = new IllegalStateException(new DiskFull(FULL, new SQLException("read-only", "25502")));
        assertEquals(FULL, Failures.sentence(failure));
        assertEquals(true, Failures.isReadOnly(failure));
        assertEquals("read-only (SQLState 25502)", Failures.sentence(new SQLException("read-only", "25502")));
    }
}
