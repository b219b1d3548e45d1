package imc.run.platform;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;

import imc.check.Phone;
import imc.check.SipText;
import imc.run.support.FelixServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A member who sends what a route refuses, and somebody who sends what a route forwards, without a pause. What is
 * refused is so whatever becomes of the script, and nobody in the room gets it; everything is answered.
 */
public final class Refused implements AutoCloseable {

    /** What the operator wants: spam is refused, what is for elsewhere goes there, and all else to rooms. */
    private static final String ROUTES = """
            if (is_method("MESSAGE") && $hdr(X-Spam) == "yes") { send_reply(403, "Not here"); exit; }
            if ($rd == "other.example") { forward("NEXT"); exit; }
            if (is_method("MESSAGE")) { imc_manager(); exit; }
            event_route[imc:message] { $var(heard) = $rb; }
            timer_route[BEAT, 1] { $var(beat) = $Ts; }
            """;
    private static final String ROOM = "chat-9";
    private static final int NO_ANSWER = 0;
    private static final long PATIENCE_SECONDS = 60;

    private final Phone mallory;
    private final Phone victor;
    private final Phone gate;
    private final Loop spam;
    private final Loop forwarded;
    private volatile boolean ended;

    /** Mallory and Victor are in a room, and Gate is another server. */
    public Refused(FelixServer server) throws IOException, InterruptedException {
        mallory = phone("mallory", "udp", server.sipPort());
        victor = phone("victor", "tcp", server.sipPort());
        gate = phone("gate", "udp", server.sipPort());
        say(mallory, ROOM, "#create");
        hears(mallory, "*** Room was created");
        say(mallory, ROOM, "#add victor");
        hears(mallory, "*** [victor] has joined the room");
        hears(victor, "*** [victor] has joined the room");
        spam = new Loop(() -> mallory.message(ROOM, List.of("X-Spam: yes"),
                "spam".getBytes(StandardCharsets.UTF_8)), 403);
        forwarded = new Loop(() -> victor.message("sip:x@other.example", "onward"), 200);
    }

    /** The routes, which refuse and forward. */
    public String routes() throws IOException {
        String contact = gate.register(3600).header("Contact").orElseThrow();
        return ROUTES.replace("NEXT", contact.substring(contact.indexOf('<') + 1, contact.indexOf('>')));
    }

    /** From now on the routes are in force. */
    public void go() {
        spam.thread.start();
        forwarded.thread.start();
    }

    /** Waits until both are answered as the routes have it, by what is sent from now on. */
    public void awaitRoutes() throws InterruptedException {
        spam.awaitUsual();
        forwarded.awaitUsual();
    }

    /** What was answered otherwise than by the routes, or by nobody's being there (503); and how all was answered. */
    public String end() throws IOException, InterruptedException {
        ended = true;
        spam.thread.join();
        forwarded.thread.join();
        say(mallory, ROOM, "the end");
        hears(victor, "[mallory]: the end"); // and no spam before it
        return spam.faults() + forwarded.faults();
    }

    @Override
    public String toString() {
        return "refused " + spam.answers + ", forwarded " + forwarded.answers;
    }

    @FunctionalInterface
    private interface Sending {
        SipText once() throws IOException;
    }

    /** The same again and again. */
    private final class Loop {

        private final Sending sending;
        private final int usual;
        private final Map<Integer, Integer> answers = new TreeMap<>();
        private final Thread thread = new Thread(this::run, "refused");
        private long begun;
        private long last;

        Loop(Sending sending, int usual) {
            this.sending = sending;
            this.usual = usual;
            thread.setDaemon(true);
        }

        private void run() {
            while (!ended) {
                long number = begin();
                int status;
                try {
                    status = sending.once().status();
                } catch (IOException e) {
                    status = NO_ANSWER;
                }
                answered(number, status);
            }
        }

        private synchronized long begin() {
            return ++begun;
        }

        private synchronized void answered(long number, int status) {
            answers.merge(status, 1, Integer::sum);
            if (status == usual) {
                last = number;
            }
            notifyAll();
        }

        synchronized void awaitUsual() throws InterruptedException {
            long from = begun;
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (last <= from) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("not answered " + usual + " any more: " + answers);
                }
                wait(100);
            }
        }

        synchronized String faults() {
            return Set.of(usual, 503).containsAll(answers.keySet()) ? ""
                    : "not " + usual + " or 503: " + answers + "\n";
        }
    }

    @Override
    public void close() {
        ended = true;
        mallory.close();
        victor.close();
        gate.close();
    }
}
