package imc.registrar.internal;

import static imc.registrar.internal.Requests.TCP;
import static imc.registrar.internal.Requests.UDP;
import static imc.registrar.internal.Requests.bob;
import static imc.registrar.internal.Requests.register;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.location.Contact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of the bindings when the bundle is stopped and started again. */
class RestartTest {

    private static final SipAddress BOB = SipAddress.parse("sip:bob@127.0.0.1");
    private static final String INSTANCE = ";+sip.instance=\"<urn:uuid:1>\"";

    @TempDir
    Path folder;
    private final SetClock clock = new SetClock();
    private LocationTable table;
    private UserLocation location;

    @BeforeEach
    void start() {
        start("launch 1");
    }

    private void start(String launch) {
        table = new LocationTable(clock, Optional.of(new BindingFile(folder.resolve("bindings"), launch)));
        location = new UserLocation(table);
    }

    @AfterEach
    void stop() throws InterruptedException {
        table.stop();
    }

    private void restart(String launch) throws InterruptedException {
        table.stop();
        start(launch);
    }

    private Registrar registrar() {
        return new Registrar(table, Map.of());
    }

    private void bobRegistersOverTcpAndUdp() {
        registrar().answer(register("bob", "b", 7, TCP, "Contact: \"Bøb\" <sip:a@127.0.0.1>;q=0.7" + INSTANCE));
        registrar().answer(register("bob", "b", 8, UDP, "Contact: <sip:b@127.0.0.1>;q=0.5;expires=60"));
    }

    @Test
    void usersCanBeReachedAfterTheBundleWasUpdated() throws InterruptedException {
        bobRegistersOverTcpAndUdp();
        restart("launch 1");

        assertEquals(List.of(new Contact("sip:a@127.0.0.1", Optional.of(TCP)),
                new Contact("sip:b@127.0.0.1", Optional.empty())), location.contacts(BOB));
        assertEquals(List.of("\"Bøb\" <sip:a@127.0.0.1>;q=0.7" + INSTANCE + ";expires=3600",
                "<sip:b@127.0.0.1>;q=0.5;expires=60"),
                registrar().answer(bob(1)).orElseThrow().headers().all("Contact"));
    }

    @Test
    void theOrderOfRequestsIsKept() throws InterruptedException {
        bobRegistersOverTcpAndUdp();
        restart("launch 1");
        assertEquals(500, registrar().answer(register("bob", "b", 7, TCP, "Contact: <sip:a@127.0.0.1>"))
                .orElseThrow().status());
    }

    @Test
    void whatExpiredMeanwhileIsGone() throws InterruptedException {
        bobRegistersOverTcpAndUdp();
        table.stop();
        clock.forward(60);
        start("launch 1");
        assertEquals(1, location.contacts(BOB).size());
        table.stop();
        clock.forward(3600);
        start("launch 1");
        assertEquals(0, table.size());
    }

    @Test
    void noConnectionOutlivesTheProcess() throws InterruptedException {
        bobRegistersOverTcpAndUdp();
        restart("launch 2");
        assertEquals(List.of(new Contact("sip:a@127.0.0.1", Optional.empty()),
                new Contact("sip:b@127.0.0.1", Optional.empty())), location.contacts(BOB));
    }

    @Test
    void afterACrashNothingOldComesBack() throws InterruptedException {
        bobRegistersOverTcpAndUdp();
        restart("launch 1");
        assertFalse(Files.exists(folder.resolve("bindings")));
    }

    @ParameterizedTest
    @CsvSource({"imc.registrar bindings 1, something else", "end, end of file", "sip:a@127.0.0.1, a@127.0.0.1",
        "sip:bob, bob", "'\tb\t', b", "tcp:, tcp"})
    void aDamagedFileIsSetAsideAndTheRegistrarWorks(String whole, String damaged) throws Exception {
        bobRegistersOverTcpAndUdp();
        table.stop();
        Path file = folder.resolve("bindings");
        String text = Files.readString(file);
        assertTrue(text.contains(whole), text);
        Files.writeString(file, text.replace(whole, damaged));

        start("launch 1");
        assertEquals(List.of(), location.contacts(BOB));
        assertTrue(Files.exists(folder.resolve("bindings.damaged")));
        bobRegistersOverTcpAndUdp();
        restart("launch 1");
        assertEquals(2, location.contacts(BOB).size());
    }

    @Test
    void aFileThatIsNoTextIsSetAside() throws Exception {
        table.stop();
        Files.write(folder.resolve("bindings"), new byte[] {(byte) 0xFF, 0, (byte) 0xC0});
        start("launch 1");
        assertTrue(Files.exists(folder.resolve("bindings.damaged")));
    }

    @Test
    void aFolderThatCannotBeWrittenDoesNotKeepTheBundleFromStopping() throws Exception {
        Path missing = folder.resolve("missing").resolve("bindings");
        new LocationTable(clock, Optional.of(new BindingFile(missing, "launch 1"))).stop();
        assertFalse(Files.exists(missing));
    }

    @Test
    void aFolderInPlaceOfTheFileIsSetAside() throws IOException, InterruptedException {
        table.stop();
        Files.delete(folder.resolve("bindings"));
        Files.createDirectory(folder.resolve("bindings"));
        start("launch 1");
        assertTrue(Files.isDirectory(folder.resolve("bindings.damaged")));
    }
}
