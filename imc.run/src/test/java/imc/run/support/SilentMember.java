package imc.run.support;

import imc.check.SipText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A member of a room, by UDP, who answers whatever she is sent, but for one text. */
public final class SilentMember implements AutoCloseable {

    /** What she does not answer until she is told to. */
    public static final String UNANSWERED = "Are you there?";

    private final SipSocket socket;
    private final CountDownLatch unanswered = new CountDownLatch(1);
    private final CountDownLatch joined = new CountDownLatch(2);
    private volatile boolean answersAll;

    /** Registers, and joins a room, which is there then. */
    public SilentMember(String user, String room, int serverPort) throws IOException, InterruptedException {
        socket = new SipSocket("udp", serverPort);
        Thread reader = new Thread(this::read, "silent member");
        reader.setDaemon(true);
        reader.start();
        String address = "sip:" + user + "@127.0.0.1";
        ask("REGISTER", address, address, List.of("Contact: <sip:" + user + '@' + socket.hostPort() + '>'));
        ask("MESSAGE", "sip:" + room + "@127.0.0.1", address, List.of("Content-Type: text/plain"));
        if (!joined.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError(user + " is not in " + room);
        }
    }

    private void ask(String method, String to, String from, List<String> more) throws IOException {
        List<String> headers = new ArrayList<>(List.of("From: <" + from + ">;tag=1", "To: <" + to + '>',
                "Call-ID: " + method + socket.hostPort(), "CSeq: 1 " + method));
        headers.addAll(more);
        socket.send(method, to, headers, method.equals("MESSAGE") ? "#join" : "");
    }

    private void read() {
        try {
            while (true) {
                SipText message = socket.receive();
                if (message.isResponse()) {
                    joined.countDown();
                } else if (!answersAll && message.bodyText().endsWith(UNANSWERED)) {
                    unanswered.countDown();
                } else {
                    socket.answer(message, 200);
                }
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    /** Waits until the one text has come. */
    public void awaitUnanswered() throws InterruptedException {
        if (!unanswered.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("it has not come");
        }
    }

    /** From now on she answers that, too; it comes again. */
    public void answersAll() {
        answersAll = true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
