package imc.run.platform;

import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.check.Phone;
import imc.check.SipText;
import imc.run.support.FelixServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Some people who chat in some rooms without a pause, over UDP and TCP, and keep a {@link Ledger}. A client of this
 * chat sends a request again only as its transaction has it (RFC 3261 §17.1.2.2), and what is refused is left at that.
 */
public final class Chat implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final List<String> ROOMS = List.of("chat-1", "chat-2");
    /** A few hundred copies a second: enough to be hit by everything, and to leave the machine to what is tested. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(15);

    private final Ledger ledger = new Ledger();
    private final List<Speaker> speakers = new ArrayList<>();
    private final List<AutoCloseable> sockets = new ArrayList<>();
    private final int port;
    private volatile boolean paused = true;
    private volatile boolean ended;

    /** Everybody is registered and in all rooms. */
    public Chat(FelixServer server) throws IOException {
        this.port = server.sipPort();
        for (String name : List.of("alice", "bob")) {
            speakers.add(new Speaker(name, "udp", Phone::register));
        }
        for (String name : List.of("carol", "dave")) {
            TcpListener listener = new TcpListener(text -> heard(name, text));
            sockets.add(listener);
            speakers.add(new Speaker(name, "tcp", (phone, seconds) -> phone.request("REGISTER", "sip:" + HOST,
                    phone.address(), List.of("Contact: <sip:%s@%s:%d;transport=tcp>".formatted(name, HOST,
                            listener.port()), "Expires: " + seconds), new byte[0])));
        }
        Speaker owner = speakers.get(0);
        for (String room : ROOMS) {
            say(owner.phone, room, "#create");
            for (Speaker speaker : speakers.subList(1, speakers.size())) {
                say(owner.phone, room, "#add " + speaker.name);
            }
        }
        speakers.forEach(speaker -> speaker.thread.start());
    }

    public Ledger ledger() {
        return ledger;
    }

    /** Lets everybody speak. */
    public void go() {
        paused = false;
        speakers.forEach(speaker -> LockSupport.unpark(speaker.thread));
    }

    /** Nobody says anything more, and what was said has been answered, or has not been in a client's time. */
    public void pause() throws InterruptedException {
        paused = true;
        for (Speaker speaker : speakers) {
            speaker.awaitPause();
        }
    }

    /** Waits for what is on its way still, as long as a copy lives (RFC 3261 §17.1.2.2, Timer F) and a little more. */
    public void awaitArrivals() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (ledger.isOpen() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private void heard(String by, String text) {
        ledger.received(text.substring(text.indexOf(": ") + 2), by);
    }

    @FunctionalInterface
    private interface Registering {
        SipText register(Phone phone, int seconds) throws IOException;
    }

    /** One member: speaks over his own socket, and makes another one when a connection has ended. */
    private final class Speaker {

        private final String name;
        private final String transport;
        private final Registering registering;
        private final Thread thread;
        private Phone phone;
        private int number;
        private boolean isQuiet;

        Speaker(String name, String transport, Registering registering) throws IOException {
            this.name = name;
            this.transport = transport;
            this.registering = registering;
            this.thread = new Thread(this::speak, "speaker-" + name);
            connect();
            assertEquals(200, registering.register(phone, 3600).status());
            thread.setDaemon(true);
        }

        private void connect() throws IOException {
            phone = new Phone(name, HOST, transport, new InetSocketAddress(HOST, port));
            Phone current = phone;
            Thread inbox = new Thread(() -> listen(current), "inbox-" + name);
            inbox.setDaemon(true);
            inbox.start();
        }

        private void listen(Phone current) {
            try {
                while (!ended) {
                    SipText message = current.next(1000);
                    if (message != null) {
                        heard(name, message.bodyText());
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void speak() {
            while (!ended) {
                if (paused) {
                    quiet(true);
                    LockSupport.parkNanos(PAUSE_NANOS);
                } else {
                    quiet(false);
                    say();
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            quiet(true);
        }

        private void say() {
            String text = name + " " + ++number;
            ledger.sent(text, others());
            try {
                SipText answer = phone.message(ROOMS.get(number % ROOMS.size()), text);
                ledger.answered(text, answer.status());
            } catch (IOException e) {
                ledger.answered(text, Ledger.NO_ANSWER);
                reconnect();
            }
        }

        private void reconnect() {
            if (transport.equals("tcp")) {
                phone.close();
                try {
                    connect();
                } catch (IOException e) {
                    // nobody listens now: the next message fails, and then comes the next attempt
                }
            }
        }

        private Set<String> others() {
            return speakers.stream().map(speaker -> speaker.name).filter(other -> !other.equals(name))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private synchronized void quiet(boolean is) {
            isQuiet = is;
            notifyAll();
        }

        synchronized void awaitPause() throws InterruptedException {
            while (!isQuiet) {
                wait();
            }
        }
    }

    @Override
    public void close() throws Exception {
        ended = true;
        for (Speaker speaker : speakers) {
            speaker.thread.join();
            speaker.phone.close();
        }
        for (AutoCloseable socket : sockets) {
            socket.close();
        }
    }
}
