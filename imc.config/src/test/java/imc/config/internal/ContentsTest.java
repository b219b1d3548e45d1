package imc.config.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentsTest {

    @TempDir
    private Path directory;

    @Test
    @DisplayName("settings files are read, and hidden ones, others and directories of Kubernetes are none")
    void files() throws IOException {
        Files.writeString(directory.resolve("a.cfg"), "x = 1");
        Files.writeString(directory.resolve(".a.cfg"), "x = 1");
        Files.writeString(directory.resolve("a.cfg~"), "x = 1");
        Files.createDirectory(directory.resolve("..data"));
        assertEquals(Set.of("a.cfg"), Contents.of(directory).files().keySet());
    }

    @Test
    @DisplayName("a swap of the link behind the files is a change, also where the files' times are the same")
    void swappedLink() throws IOException {
        for (String version : Set.of("v1", "v2")) {
            Path file = Files.writeString(Files.createDirectory(directory.resolve(version)).resolve("a.cfg"), version);
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        }
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("v1"));
        Files.createSymbolicLink(directory.resolve("a.cfg"), Path.of("..data/a.cfg"));
        Contents before = Contents.of(directory);
        assertEquals(before, Contents.of(directory));

        Files.move(Files.createSymbolicLink(directory.resolve("..new"), Path.of("v2")), directory.resolve("..data"),
                StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertNotEquals(before, Contents.of(directory));
        assertEquals("v2", new String(Contents.of(directory).files().get("a.cfg").toArray()));
    }

    @Test
    @DisplayName("what cannot be read says why")
    void unreadable() throws IOException {
        Files.createDirectory(directory.resolve("a.cfg"));
        Files.createSymbolicLink(directory.resolve("b.cfg"), Path.of("nowhere"));
        Files.write(directory.resolve("c.cfg"), new byte[(1 << 20) + 1]);
        Contents contents = Contents.of(directory);
        assertEquals("cannot be read: it is a directory", contents.files().get("a.cfg").fault());
        assertEquals("cannot be read: it is a link to a file that is not there", contents.files().get("b.cfg").fault());
        assertEquals("cannot be read: it has more than 1048576 bytes", contents.files().get("c.cfg").fault());
    }

    @Test
    @DisplayName("a FIFO, a device and a link to either are not opened, for that might never end")
    void noRegularFile() throws Exception {
        Path fifo = Fifo.make(directory.resolve("a.cfg"));
        Files.createSymbolicLink(directory.resolve("b.cfg"), fifo);
        Files.createSymbolicLink(directory.resolve("c.cfg"), Path.of("/dev/zero"));
        Files.writeString(directory.resolve("d.cfg"), "x = 1");
        Contents contents = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Contents.of(directory));
        for (String name : Set.of("a.cfg", "b.cfg", "c.cfg")) {
            assertEquals("cannot be read: it is no regular file", contents.files().get(name).fault(), name);
        }
        assertEquals("x = 1", new String(contents.files().get("d.cfg").toArray()));
        assertEquals(contents, Contents.of(directory));
    }

    @Test
    @DisplayName("no directory means no files, and a file in its place is a fault")
    void noDirectory() throws IOException {
        assertEquals("", Contents.of(directory.resolve("nowhere")).fault());
        Path file = Files.writeString(directory.resolve("file"), "");
        assertNotEquals("", Contents.of(file).fault());
    }
}
