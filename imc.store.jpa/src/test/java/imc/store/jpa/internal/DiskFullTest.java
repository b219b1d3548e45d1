package imc.store.jpa.internal;

import static imc.store.kit.Changes.ROOM;
import static imc.store.kit.Changes.created;
import static imc.store.kit.Changes.durable;
import static imc.store.kit.Changes.put;
import static imc.store.kit.Changes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import imc.api.Role;
import imc.api.store.StoreException;
import imc.store.jpa.internal.store.JpaRoomStore;
import imc.store.kit.Loaded;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system that runs full: a small one in memory, which only root may mount. */
class DiskFullTest {

    @TempDir
    Path disk;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString()) == 0,
                "no file system can be mounted here, so that none can be filled");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            // There is no such program.
            return -1;
        }
    }

    @Test
    void aChangeIsRefusedWhileTheDiskIsFullAndTakenWhenThereIsRoomAgain() throws Exception {
        Derby derby = new Derby(disk.resolve("imc"));
        List<String> answered = new ArrayList<>();
        try (JpaRoomStore store = derby.open()) {
            durable(write(store, created(ROOM), put(ROOM, "sip:a@x", Role.OWNER)));
            fill(disk.resolve("filler"));

            String why = untilRefused(store, answered);
            assertTrue(why.startsWith("a change of [sip:full-"), why);
            assertFull(why);

            Files.delete(disk.resolve("filler"));
            durable(write(store, put(ROOM, "sip:b@x", Role.MEMBER)));
        }
        derby.shutDown();
        try (JpaRoomStore store = derby.open()) {
            Loaded loaded = Loaded.from(store);
            assertEquals("sip:a@x OWNER, sip:b@x MEMBER", loaded.members(ROOM));
            answered.forEach(room -> assertTrue(loaded.has(room), room + " was answered and is gone"));
            assertEquals(List.of(), loaded.damages);
        } finally {
            derby.shutDown();
        }
    }

    @Test
    void aDatabaseThatWasOpenedOnAFullDiskIsWrittenAgainWhenThereIsRoom() throws Exception {
        Derby derby = new Derby(disk.resolve("imc"));
        try (JpaRoomStore store = derby.open()) {
            durable(write(store, created(ROOM), put(ROOM, "sip:a@x", Role.OWNER)));
            store.setLineage("1");
            openForReadingAlone(derby);
            assertFull(untilRefused(store, new ArrayList<>()));
            assertFull(assertThrows(StoreException.class, () -> store.setLineage("1")).getMessage());

            Files.delete(disk.resolve("filler"));
            store.setLineage("1");
            openForReadingAlone(derby);
            assertFull(untilRefused(store, new ArrayList<>()));
            Files.delete(disk.resolve("filler"));
            durable(write(store, put(ROOM, "sip:b@x", Role.MEMBER)));

            assertEquals("sip:a@x OWNER, sip:b@x MEMBER", Loaded.from(store).members(ROOM));
            assertEquals(Optional.of("1"), store.lineage());
        } finally {
            derby.shutDown();
        }
    }

    @Test
    void aDatabaseThatCannotBeWrittenAtTheStartIsTakenAsSoonAsThereIsRoom() throws Exception {
        Derby derby = new Derby(disk.resolve("imc"));
        derby.open().close();
        openForReadingAlone(derby);
        String why = assertThrows(StoreException.class, derby::open).getMessage();
        assertFull(why);

        Files.delete(disk.resolve("filler"));
        try (JpaRoomStore store = derby.open()) {
            durable(write(store, created(ROOM)));
        } finally {
            derby.shutDown();
        }
    }

    /** What Derby opens without being able to write its lock file, it takes for something that nobody ever writes. */
    private void openForReadingAlone(Derby derby) throws Exception {
        derby.shutDown();
        fill(disk.resolve("filler"));
        derby.connections().getConnection().close();
    }

    private void assertFull(String why) {
        assertTrue(why.matches(".*the disk of \\Q" + disk.resolve("imc") + "\\E is full \\(\\d+ bytes free\\)"), why);
    }

    private static void fill(Path filler) throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException e) {
            assertTrue(e.getMessage().contains("No space left"), e.getMessage());
        }
    }

    /** The database has some room of its own left, which must run full first. */
    private static String untilRefused(JpaRoomStore store, List<String> answered) throws Exception {
        for (int i = 0;; i++) {
            String room = "sip:full-" + i + "@x";
            try {
                durable(write(store, created(room)));
                answered.add(room);
            } catch (ExecutionException e) {
                return e.getCause().getMessage();
            }
        }
    }
}
