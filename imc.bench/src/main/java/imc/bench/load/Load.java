package imc.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The members of some rooms: they make the rooms, chat in them or come and go, answer every copy, and see to it that
 * each of them gets each message exactly once. One thread does it all, so that it costs little beside the server.
 */
public final class Load {

    private static final byte[] RESPONSE = "SIP/2.0 ".getBytes(US_ASCII);
    private static final byte[] MESSAGE = "MESSAGE ".getBytes(US_ASCII);
    private static final long MILLISECOND = 1_000_000;
    private static final long TICK = 50 * MILLISECOND;
    /** How long a load holds back that was answered 503: less than Retry-After asks for, so that it stays a load. */
    private static final long BACK_OFF = 100 * MILLISECOND;
    /** Longer than the first interval of Timer E, so that a message that is sent twice is seen. */
    private static final long QUIET = 700 * MILLISECOND;
    private static final long STALLED = 300 * MILLISECOND;
    private static final int SETUP_WINDOW = 8;
    private static final int SETUP_NOTICES = 256;

    private final Wire wire;
    private final Shape shape;
    private final double dropped;
    private final Ledger ledger;
    private final InFlight inFlight;
    private final Requests requests;
    private final Sink sink;
    private final SplittableRandom random = new SplittableRandom();
    private final Body body;
    private final Latencies latencies = new Latencies();
    private final Outcomes outcomes = new Outcomes();
    private final Visits visits;

    private boolean settingUp;
    private long latencyFrom = Long.MAX_VALUE;
    private long done;
    private long notices;
    private long pausedUntil;
    private long lastTick = System.nanoTime();
    private long lastArrival = lastTick;
    private int turn;

    /**
     * @param wire    the way to the server, and for as long as this is used nobody else's
     * @param run     what tells this run from others on the same server: lower case letters and digits. Room r is
     *                sip:chat-r@run.example, its members are sip:mN@run.example from N = r * members on
     * @param bytes   the length of a message's body, without the sender's name that the server puts before it
     * @param dropped the share of copies that are not answered, 0 to less than 1, so that the server sends them again
     */
    public Load(Wire wire, String run, Shape shape, int bytes, double dropped) {
        this.wire = wire;
        this.shape = shape;
        this.dropped = dropped;
        ledger = new Ledger(shape.rooms(), shape.places(), shape.capacity());
        inFlight = new InFlight(shape.capacity());
        requests = new Requests(run, run + ".example", wire.unreliable() ? "UDP" : "TCP", wire.port());
        byte[] mark = ("~" + run + ".").getBytes(US_ASCII);
        sink = new Sink(mark);
        body = new Body(mark, bytes);
        visits = new Visits(shape.rooms());
    }

    /** Makes the rooms and lets all members join; fails if the server refuses one of them. */
    public void setUp() throws IOException {
        settingUp = true;
        long expected = 0;
        for (int member = 0; member < shape.members(); member++) {
            for (int room = 0; room < shape.rooms(); room++) {
                while (inFlight.count() >= SETUP_WINDOW || expected - notices > SETUP_NOTICES) {
                    step(1);
                    if (System.nanoTime() - lastArrival > STALLED) {
                        expected = Math.min(expected, notices);
                    }
                }
                command(room, room * shape.places() + member, Visits.arrival(member == 0), 0, System.nanoTime());
                expected += member + 1;
            }
            while (member == 0 && inFlight.count() > 0) {
                step(1);
            }
        }
        drain();
        settingUp = false;
        if (!troubles().isEmpty()) {
            throw new IOException("the rooms could not be made: " + troubles());
        }
    }

    /** Keeps the window full for so long. */
    public Throughput closedLoop(double seconds, Supplier<Spent> processor) throws IOException {
        return during(seconds, processor, Double.POSITIVE_INFINITY);
    }

    /**
     * Sends so many requests a second, whatever the server does, and measures how long after the time at which its
     * message was to be sent each copy comes, or for commands the answer.
     */
    public Latencies openLoop(double seconds, double rate) throws IOException {
        latencies.clear();
        latencyFrom = ledger.opened();
        during(seconds, () -> Spent.NOTHING, rate);
        drain();
        latencyFrom = Long.MAX_VALUE;
        return latencies;
    }

    private Throughput during(double seconds, Supplier<Spent> processor, double rate) throws IOException {
        long doneBefore = done;
        long deliveredBefore = ledger.account().delivered();
        Spent before = processor.get();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        boolean closed = Double.isInfinite(rate);
        long issued = 0;
        long now;
        while ((now = System.nanoTime()) < end) {
            while (now >= pausedUntil && ledger.hasRoom() && inFlight.hasRoom()
                    && (closed ? inFlight.count() < shape.window() : start + issued / rate * 1e9 <= now)) {
                int room = nextRoom();
                if (room < 0) {
                    break;
                }
                issue(room, closed ? now : start + (long) (issued / rate * 1e9));
                issued++;
            }
            step(1);
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        return new Throughput(done - doneBefore, ledger.account().delivered() - deliveredBefore, elapsed,
                processor.get().since(before));
    }

    /** Waits for what is under way, and a little longer for what should not come. */
    public void drain() throws IOException {
        while (inFlight.count() > 0 || System.nanoTime() - lastArrival < QUIET) {
            step(10);
        }
    }

    /** Answers what comes for so long, and sends nothing. */
    public void idle(double seconds) throws IOException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            step(10);
        }
    }

    private void issue(int room, long intended) throws IOException {
        if (!shape.commands()) {
            int sender = room * shape.places() + random.nextInt(shape.members());
            long number = ledger.open(room, sender, shape.members() - 1);
            send(number, room, sender, body.numbered(number), intended);
            return;
        }
        command(room, room * shape.places() + shape.members(), visits.next(room, ledger.opened()),
                shape.members() + 1, intended);
    }

    /** Rooms take turns; a user does not come and go before the last time is over. If none may, -1. */
    private int nextRoom() {
        for (int i = 0; i < shape.rooms(); i++) {
            turn = turn + 1 == shape.rooms() ? 0 : turn + 1;
            if (!shape.commands() || visits.isOver(turn, inFlight)) {
                return turn;
            }
        }
        return -1;
    }

    /** Everybody gets the notice of a command, the one who gave it too. */
    private void command(int room, int sender, byte[] text, int copies, long intended) throws IOException {
        send(ledger.open(room, -1, copies), room, sender, text, intended);
    }

    private void send(long number, int room, int sender, byte[] text, long intended) throws IOException {
        inFlight.add(number, room, sender, intended, System.nanoTime());
        transmit(number, room, sender, text);
    }

    private void transmit(long number, int room, int sender, byte[] text) throws IOException {
        int length = requests.write(number, room, sender, text, text.length);
        wire.lane(room).send(requests.bytes(), length);
    }

    private void step(long milliseconds) throws IOException {
        wire.flush();
        wire.receive(milliseconds, this::received);
        wire.flush();
        long now = System.nanoTime();
        if (now - lastTick < TICK) {
            return;
        }
        lastTick = now;
        long overdue;
        while ((overdue = inFlight.tick(now, wire.unreliable(), this::resend)) >= 0) {
            if (inFlight.status(overdue) == 0) {
                outcomes.unanswered();
            }
            ledger.giveUp(overdue);
            inFlight.end(overdue);
        }
    }

    private void resend(long number) throws IOException {
        int room = inFlight.room(number);
        transmit(number, room, inFlight.sender(number), text(number, room));
    }

    /** What was sent by this number. */
    private byte[] text(long number, int room) {
        if (settingUp) {
            return Visits.arrival(inFlight.sender(number) % shape.places() == 0);
        }
        return shape.commands() ? visits.last(room) : body.numbered(number);
    }

    private void received(byte[] b, int from, int to, Wire.Path answer) throws IOException {
        lastArrival = System.nanoTime();
        if (Scan.startsWith(b, from, to, RESPONSE)) {
            response(b, from, to);
        } else if (Scan.startsWith(b, from, to, MESSAGE) && sink.read(b, from, to)) {
            if (dropped == 0 || random.nextDouble() >= dropped) {
                sink.answer(answer);
            }
            copy();
        }
    }

    private void response(byte[] b, int from, int to) {
        int status = (int) Scan.number(b, from + RESPONSE.length, to);
        long number = requests.number(b, from, to);
        if (status < 200 || number < 0 || !inFlight.has(number) || inFlight.status(number) != 0) {
            return;
        }
        inFlight.answered(number, status);
        outcomes.answered(status);
        if (status == 503) {
            pausedUntil = lastArrival + BACK_OFF;
            if (shape.commands() && !settingUp) {
                visits.undo(inFlight.room(number));
            }
        }
        if (status >= 300) {
            ledger.refused(number);
        }
        if (shape.commands() && number >= latencyFrom) {
            latencies.add(lastArrival - inFlight.since(number));
        }
        settle(number);
    }

    private void copy() {
        long number = sink.message();
        if (sink.notice()) {
            notices++;
            if (settingUp || !shape.commands() || sink.member() < 0) {
                return;
            }
            int room = Math.min(sink.member() / shape.places(), shape.rooms() - 1);
            number = visits.of(room, sink.member(), sink.transaction(), ledger);
        } else if (number < 0) {
            return;
        }
        if (ledger.copy(number, sink.member(), sink.transaction()) != Copy.FIRST) {
            return;
        }
        if (!shape.commands() && number >= latencyFrom) {
            latencies.add(lastArrival - inFlight.since(number));
        }
        settle(number);
    }

    private void settle(long number) {
        if (inFlight.has(number) && inFlight.status(number) != 0 && ledger.missing(number) == 0) {
            inFlight.end(number);
            done++;
        }
    }

    /** What every member got. */
    public Ledger.Account account() {
        return ledger.account();
    }

    /** What was not as it should be besides copies: empty if every request was answered 200, or 503 under overload. */
    public String troubles() {
        return outcomes.troubles();
    }

    /** Requests that were answered 503. */
    public long overloaded() {
        return outcomes.overloaded();
    }
}
