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
import imc.api.sip.Flow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    private static final String INSTANCE_ID = "<urn:uuid:1>";
    private static final String INSTANCE = ";+sip.instance=\"" + INSTANCE_ID + '"';

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
        table = new LocationTable(clock, new Ruids(null),
                Optional.of(new BindingFile(folder.resolve("bindings"), launch, clock)));
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
        return Requests.registrar(table, new SetClock());
    }

    private static Contact contact(String uri, Optional<Flow> flow, boolean flowOnly, int q, String instance) {
        return new Contact(uri, flow, flowOnly, List.of(), q, instance);
    }

    private void bobRegistersOverTcpAndUdp() {
        Requests.now(registrar(), register("bob", "b", 7, TCP, "Contact: \"Bøb\" <sip:a@127.0.0.1>;q=0.7" + INSTANCE));
        Requests.now(registrar(), register("bob", "b", 8, UDP, "Contact: <sip:b@127.0.0.1>;q=0.5;expires=60"));
    }

    @Test
    void usersCanBeReachedAfterTheBundleWasUpdated() throws InterruptedException {
        bobRegistersOverTcpAndUdp();
        restart("launch 1");

        assertEquals(List.of(contact("sip:a@127.0.0.1", Optional.of(TCP), false, 700, INSTANCE_ID),
                contact("sip:b@127.0.0.1", Optional.empty(), false, 500, "")), location.contacts(BOB));
        assertEquals(List.of("\"Bøb\" <sip:a@127.0.0.1>;q=0.7" + INSTANCE + ";expires=3600",
                "<sip:b@127.0.0.1>;q=0.5;expires=60"),
                Requests.now(registrar(), bob(1)).orElseThrow().headers().all("Contact"));
    }

    @Test
    void theOrderOfRequestsIsKept() throws InterruptedException {
        bobRegistersOverTcpAndUdp();
        restart("launch 1");
        assertEquals(500, Requests.now(registrar(), register("bob", "b", 7, TCP, "Contact: <sip:a@127.0.0.1>"))
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
    void withinOneLaunchTheClockOfTheSystemDoesNotCount() throws InterruptedException {
        bobRegistersOverTcpAndUdp();
        table.stop();
        clock.set(7200);
        clock.forward(30);
        start("launch 1");
        assertEquals(List.of("\"Bøb\" <sip:a@127.0.0.1>;q=0.7" + INSTANCE + ";expires=3570",
                "<sip:b@127.0.0.1>;q=0.5;expires=30"), contactsOfBob());
    }

    @Test
    void aClockThatWasSetBackBetweenTwoLaunchesLengthensNothing() throws InterruptedException {
        bobRegistersOverTcpAndUdp();
        table.stop();
        clock.set(-7200);
        start("launch 2");
        assertEquals(List.of("\"Bøb\" <sip:a@127.0.0.1>;q=0.7" + INSTANCE + ";expires=3600",
                "<sip:b@127.0.0.1>;q=0.5;expires=60"), contactsOfBob());
    }

    private List<String> contactsOfBob() {
        return Requests.now(registrar(), bob(1)).orElseThrow().headers().all("Contact");
    }

    @Test
    void whoCanBeReachedOverAConnectionAloneIsGoneWithTheProcessAndWhoSendsDatagramsIsNot()
            throws InterruptedException {
        Requests.now(registrar(), register("bob", "b", 1, TCP, "Contact: <sip:a@10.1.2.3>;q=0.9"));
        Requests.now(registrar(), register("bob", "b", 2, UDP, "Via: SIP/2.0/UDP 10.1.2.3;rport;branch=z9hG4bK1",
                "Contact: <sip:b@10.1.2.3>;q=0.5"));
        restart("launch 1");
        assertEquals(List.of(contact("sip:a@10.1.2.3", Optional.of(TCP), true, 900, ""),
                contact("sip:b@10.1.2.3", Optional.of(UDP), true, 500, "")), location.contacts(BOB));
        restart("launch 2");
        assertEquals(List.of(contact("sip:b@10.1.2.3", Optional.of(UDP), true, 500, "")),
                location.contacts(BOB));
    }

    @Test
    void thePathAndTheBytesAreKept() throws InterruptedException {
        Requests.now(registrar(), register("bob", "b", 1, UDP, "Supported: path", "Path: <sip:127.0.0.1:5080;lr>",
                "Path: <sip:p2.example.com;lr>;x=\"a,b\"", "Contact: <sip:a@10.1.2.3>"));
        List<Contact> before = location.contacts(BOB);
        long bytes = table.bytes();
        restart("launch 2");
        assertEquals(List.of("<sip:127.0.0.1:5080;lr>", "<sip:p2.example.com;lr>;x=\"a,b\""), before.get(0).path());
        assertEquals(before, location.contacts(BOB));
        assertEquals(bytes, table.bytes());
    }

    @Test
    void noConnectionOutlivesTheProcess() throws InterruptedException {
        bobRegistersOverTcpAndUdp();
        restart("launch 2");
        assertEquals(List.of(contact("sip:a@127.0.0.1", Optional.empty(), false, 700, INSTANCE_ID),
                contact("sip:b@127.0.0.1", Optional.empty(), false, 500, "")), location.contacts(BOB));
    }

    @Test
    void afterACrashNothingOldComesBack() throws InterruptedException {
        bobRegistersOverTcpAndUdp();
        restart("launch 1");
        assertFalse(Files.exists(folder.resolve("bindings")));
    }

    @ParameterizedTest
    @CsvSource({"imc.registrar bindings 2, something else", "end, end of file", "sip:a@127.0.0.1, a@127.0.0.1",
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
        new LocationTable(clock, new Ruids(null), Optional.of(new BindingFile(missing, "launch 1", clock))).stop();
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
