package imc.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The load")
class LoadTest {

    private static final Shape CHAT = new Shape(2, 3, false, 2);

    private final FakeServer server = new FakeServer();

    private Ledger.Account chat(FakeServer.Fault fault) throws IOException {
        Load load = new Load(server, "run", CHAT, 64, 0);
        load.setUp();
        server.fault(fault);
        load.closedLoop(0.02, () -> Spent.NOTHING);
        load.drain();
        assertEquals("", load.troubles());
        return load.account();
    }

    @Test
    @DisplayName("makes the rooms, chats, answers every copy, and finds that all is well")
    void well() throws IOException {
        Ledger.Account account = chat(FakeServer.Fault.NONE);
        assertTrue(account.exactlyOnce(), account.toString());
        assertTrue(account.delivered() > 0);
        int notices = 2 * (1 + 2 + 3);
        assertEquals(account.delivered() + notices, server.answers());
    }

    @Test
    @DisplayName("finds a member that got a message twice")
    void doubled() throws IOException {
        assertFalse(chat(FakeServer.Fault.DOUBLED).exactlyOnce());
    }

    @Test
    @DisplayName("finds a sender that got its own message")
    void own() throws IOException {
        assertTrue(chat(FakeServer.Fault.TO_SENDER).own() > 0);
    }

    @Test
    @DisplayName("takes a retransmission for what it is, and answers it again")
    void sentAgain() throws IOException {
        Ledger.Account account = chat(FakeServer.Fault.SENT_AGAIN);
        assertTrue(account.exactlyOnce(), account.toString());
        assertTrue(account.retransmissions() > 0);
    }

    @Test
    @DisplayName("takes 503 for overload, neither for a loss nor for a failure")
    void overload() throws IOException {
        Load load = new Load(server, "run", CHAT, 64, 0);
        load.setUp();
        server.answersMessages(503);
        load.closedLoop(0.02, () -> Spent.NOTHING);
        load.drain();
        assertTrue(load.overloaded() > 0);
        assertEquals("", load.troubles());
        assertTrue(load.account().exactlyOnce());
    }

    @Test
    @DisplayName("names the status of what was refused")
    void refused() throws IOException {
        Load load = new Load(server, "run", CHAT, 64, 0);
        load.setUp();
        server.answersMessages(404);
        load.closedLoop(0.02, () -> Spent.NOTHING);
        load.drain();
        assertTrue(load.troubles().contains("answered 404"), load.troubles());
    }

    @Test
    @DisplayName("lets a user join and leave in turn, and expects each notice exactly once")
    void commands() throws IOException {
        Load load = new Load(server, "run", new Shape(3, 1, true, 2), 64, 0);
        load.setUp();
        Throughput throughput = load.closedLoop(0.02, () -> Spent.NOTHING);
        load.drain();
        assertTrue(throughput.requests() > 0);
        assertTrue(load.account().exactlyOnce(), load.account().toString());
        assertEquals("", load.troubles());
    }

    @Test
    @DisplayName("tells a notice that is sent again, some commands later, from one that comes twice")
    void noticesSentAgain() throws IOException {
        Ledger ledger = new Ledger(1, 2, 256);
        CommandHistory history = new CommandHistory(1);
        for (int i = 0; i < 100; i++) {
            long command = ledger.open(0, -1, 2);
            history.add(0, command);
            assertEquals(Copy.FIRST, ledger.copy(history.of(0, 0, 2 * i + 1, ledger), 0, 2 * i + 1));
            assertEquals(Copy.FIRST, ledger.copy(history.of(0, 1, 2 * i + 2, ledger), 1, 2 * i + 2));
        }
        assertEquals(Copy.RETRANSMISSION, ledger.copy(history.of(0, 1, 42, ledger), 1, 42));
        assertEquals(Copy.DUPLICATE, ledger.copy(history.of(0, 1, 1000, ledger), 1, 1000));
    }

    @Test
    @DisplayName("in the open loop measures from the time at which a message was to be sent")
    void openLoop() throws IOException {
        Load load = new Load(server, "run", CHAT, 64, 0);
        load.setUp();
        assertTrue(load.openLoop(0.05, 1000).count() > 0);
    }

    @Test
    @DisplayName("knows its own rules: a capacity that is no power of 2 is refused")
    void capacity() {
        assertThrows(IllegalArgumentException.class, () -> new Ledger(1, 2, 3));
    }
}
