package imc.sip.internal.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;

class HostsFileTest {

    @TempDir
    private Path directory;

    private static List<String> addresses(HostsFile file, String name) throws Exception {
        return file.addresses(Name.fromString(name, Name.root)).stream().map(InetAddress::getHostAddress).toList();
    }

    @Test
    @DisplayName("names are what the file says now, whatever else stands in it")
    void edited() throws Exception {
        Path path = directory.resolve("hosts");
        HostsFile file = new HostsFile(path);
        assertEquals(List.of(), addresses(file, "proxy"));
        Files.writeString(path, "10.0.0.1 proxy proxy.example.com # ours\nnonsense\n::1 proxy\n");
        assertEquals(List.of("10.0.0.1", "0:0:0:0:0:0:0:1"), addresses(file, "proxy"));
        assertEquals(List.of("10.0.0.1"), addresses(file, "proxy.example.com"));
        Files.writeString(path, "10.0.0.22 proxy\n");
        assertEquals(List.of("10.0.0.22"), addresses(file, "proxy"));
        Files.delete(path);
        assertEquals(List.of(), addresses(file, "proxy"));
    }

    @Test
    @DisplayName("localhost is this machine, unless the file says which address of it")
    void localhost() throws Exception {
        HostsFile file = new HostsFile(directory.resolve("hosts"));
        assertEquals(List.of("127.0.0.1"), addresses(file, "localhost"));
        assertEquals(List.of("127.0.0.1"), addresses(file, "a.localhost"));
        Files.writeString(directory.resolve("hosts"), "127.0.1.1 localhost\n");
        assertEquals(List.of("127.0.1.1"), addresses(file, "localhost"));
    }
}
