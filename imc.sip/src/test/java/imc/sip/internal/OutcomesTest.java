package imc.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.net.Networks;
import imc.api.sip.SharedRequest;
import imc.api.sip.SipHeaders;
import imc.api.sip.TransportKind;
import imc.sip.internal.config.ListeningAddress;
import imc.sip.internal.config.SipUri;
import imc.sip.internal.dns.Dns;
import imc.sip.internal.fanout.Backlogs;
import imc.sip.internal.fanout.Congestion;
import imc.sip.internal.fanout.Destinations;
import imc.sip.internal.fanout.FanOut;
import imc.sip.internal.fanout.InFlight;
import imc.sip.internal.fanout.Limits;
import imc.sip.internal.fanout.OpenCopies;
import imc.sip.internal.fanout.Outage;
import imc.sip.internal.fanout.Outlet;
import imc.sip.internal.fanout.Proxy;
import imc.sip.internal.fanout.Unlocated;
import imc.sip.internal.figures.Counted;
import imc.sip.internal.figures.Faults;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.listen.Listening;
import imc.sip.internal.route.Lanes;
import imc.sip.internal.route.Names;
import imc.sip.internal.route.NextHops;
import imc.sip.internal.route.Routes;
import imc.sip.internal.route.Unproven;
import imc.sip.internal.route.Ways;
import imc.sip.internal.stream.ConnectionLimits;
import imc.sip.internal.transaction.Answerers;
import imc.sip.internal.transaction.ClientTransactions;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever is thrown on a copy's way, by those whom it asks: each receiver is told of, once. */
class OutcomesTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");
    private static final SipAddress CAROL = SipAddress.parse("sip:carol@example.com");

    private static final Dns.Choice CHOICE =
            new Dns.Choice(List.of(), Duration.ofSeconds(1), false, true, Duration.ZERO);

    private final Map<SipAddress, Supplier<List<Contact>>> contacts = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<String> ended = new LinkedBlockingQueue<>();
    private final Figures figures = new Figures();
    /** Asked by whoever sends a copy that goes at once. */
    private volatile Supplier<Boolean> sending = () -> true;
    private final Listening listening = new Listening(new ConnectionLimits(() -> 100, () -> 100,
            () -> Duration.ofSeconds(120), address -> false, System::nanoTime), () -> sending.get(), () -> null,
            e -> { });
    private final Lanes lanes = new Lanes();
    private volatile Supplier<Optional<SipUri>> proxy = Optional::empty;
    private volatile Supplier<Dns.Choice> choice = () -> CHOICE;
    private Names names;
    private ClientTransactions transactions;
    private FanOut fanOut;
    private SipClient carol;

    @BeforeEach
    void open() throws IOException {
        Dns dns = new Dns(() -> choice.get(), listening,
                Duration.ofSeconds(32), System::nanoTime);
        names = new Names(dns, listening);
        Faults faults = new Faults(figures);
        transactions = new ClientTransactions(500, System::nanoTime,
                new Answerers(() -> false, figures, System::nanoTime),
                new Unproven(() -> 0, System::nanoTime, figures), faults, () -> { });
        InFlight inFlight = new InFlight(() -> 1 << 20);
        Congestion congestion = new Congestion(Limits.USUAL, System::nanoTime);
        NextHops nextHops = new NextHops(() -> proxy.get(), user -> contacts.get(user).get());
        Destinations destinations = new Destinations(nextHops, new Backlogs(Limits.USUAL, System::nanoTime));
        Outage outage = new Outage(Duration.ofSeconds(32), System::nanoTime, figures);
        Ways ways = new Ways(listening, nextHops, names, lanes, new Routes(listening, () -> Networks.NONE));
        Outlet outlet = new Outlet(ways, destinations, new Proxy(outage, congestion), transactions, inFlight, figures,
                faults);
        fanOut = new FanOut(new Unlocated(user -> false, () -> false, System::nanoTime), outlet,
                new OpenCopies(figures, faults));
        listening.listenAt(List.of(new ListeningAddress(TransportKind.UDP, "127.0.0.1", 0)),
                new Incoming(null, transactions, null, null, figures, e -> figures.count(Counted.UNEXPECTED)));
        carol = SipClient.udp(listening.points().get(0).local());
        contacts.put(CAROL, () -> contact("carol"));
    }

    @AfterEach
    void close() {
        names.close();
        lanes.close();
        listening.close();
        lanes.awaitEnd();
        fanOut.close();
        transactions.close();
        carol.close();
    }

    private List<Contact> contact(String user) {
        return List.of(new Contact("sip:" + user + "@127.0.0.1:" + carol.port(), Optional.empty()));
    }

    private static <T> T thrown() {
        throw new NoClassDefFoundError("a test's");
    }

    private void send(String text, SipAddress... receivers) {
        send(text, SipHeaders.NONE, receivers);
    }

    private void send(String text, SipHeaders headers, SipAddress... receivers) {
        fanOut.send(new SharedRequest("MESSAGE", ROOM, List.of(receivers), headers, Content.text(text)),
                (receiver, delivery) -> ended.add(receivers[receiver].user() + ' ' + delivery.result() + ' '
                        + delivery.status()));
    }

    private String outcome() throws InterruptedException {
        String outcome = ended.poll(10, TimeUnit.SECONDS);
        assertNotNull(outcome, "no outcome came");
        return outcome;
    }

    private void assertAllTold(int failures) {
        assertNull(ended.poll());
        assertEquals(0, fanOut.pending());
        assertEquals(failures, figures.statistics().stream()
                .filter(statistic -> statistic.name().equals("sip_unexpected_failures")).findFirst().orElseThrow()
                .value());
    }

    @Test
    @DisplayName("the location service throws an error: the receiver is unreachable, and the others get theirs")
    void location() throws Exception {
        contacts.put(BOB, OutcomesTest::thrown);
        send("hi", BOB, CAROL, BOB);
        assertEquals("bob UNREACHABLE 503", outcome());
        assertEquals("bob UNREACHABLE 503", outcome());
        assertEquals("hi", carol.take().body());
        assertEquals("carol DELIVERED 200", outcome());
        assertAllTold(2);
    }

    @Test
    @DisplayName("the message cannot be put together: nobody gets it, and everybody is told of")
    void encoding() throws Exception {
        send("hi", SipHeaders.NONE.with("X", null), CAROL, CAROL);
        assertEquals("carol UNREACHABLE 503", outcome());
        assertEquals("carol UNREACHABLE 503", outcome());
        assertAllTold(1);
    }

    @Test
    @DisplayName("one of two contacts fails: what the other one answers is the outcome")
    void oneOfTwoContacts() throws Exception {
        contacts.put(BOB, () -> List.of(contact("bob").get(0), contact("laptop").get(0)));
        boolean[] first = {true};
        sending = () -> {
            if (first[0]) {
                first[0] = false;
                return thrown();
            }
            return true;
        };
        send("hi", BOB);
        SipText copy = carol.take();
        assertEquals("MESSAGE sip:laptop@127.0.0.1:" + carol.port() + " SIP/2.0", copy.firstLine());
        assertEquals("bob DELIVERED 200", outcome());
        assertAllTold(1);
    }

    @Test
    @DisplayName("a redirection cannot be followed: it is the outcome")
    void redirection() throws Exception {
        send("hi", CAROL);
        SipText copy = carol.receive();
        proxy = OutcomesTest::thrown;
        carol.answer(copy, 302, "Contact: <sip:carol@127.0.0.1:1>");
        assertEquals("carol REFUSED 302", outcome());
        assertAllTold(1);
    }

    @Test
    @DisplayName("a redirection leads to where sending fails: it is the outcome")
    void redirectedAndFailed() throws Exception {
        send("hi", CAROL);
        SipText copy = carol.receive();
        sending = OutcomesTest::thrown;
        carol.answer(copy, 302, "Contact: <sip:carol@127.0.0.1:1>");
        assertEquals("carol REFUSED 302", outcome());
        assertAllTold(1);
    }

    @Test
    @DisplayName("a copy fails in the lane of its name: its receiver is unreachable, and the lane goes on")
    void name() throws Exception {
        contacts.put(BOB, () -> List.of(new Contact("sip:bob@localhost:" + carol.port(), Optional.empty())));
        choice = OutcomesTest::thrown;
        send("hi", BOB);
        assertEquals("bob UNREACHABLE 503", outcome());
        choice = () -> CHOICE;
        send("again", BOB);
        assertEquals("again", carol.take().body());
        assertEquals("bob DELIVERED 200", outcome());
        assertAllTold(1);
    }
}
