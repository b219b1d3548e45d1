package imc.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A conference server within the test, that makes the mistakes it is told to. */
class FakeServer implements Wire {

    /** What goes wrong with the copies of a message. */
    enum Fault {
        NONE, DOUBLED, TO_SENDER, SWAPPED, SENT_AGAIN
    }

    private final Map<String, List<String>> rooms = new TreeMap<>();
    private final ArrayDeque<String> toMembers = new ArrayDeque<>();
    private Fault fault = Fault.NONE;
    private int status = 200;
    private int branch;
    private int answers;

    void fault(Fault next) {
        fault = next;
    }

    void answersMessages(int next) {
        status = next;
    }

    /** How many answers members gave. */
    int answers() {
        return answers;
    }

    @Override
    public int port() {
        return 5070;
    }

    @Override
    public Path lane(int number) {
        return this::request;
    }

    private void request(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, US_ASCII);
        String room = between(text, "MESSAGE ", " SIP");
        String sender = between(text, "From: <", ">");
        String body = text.substring(text.indexOf("\r\n\r\n") + 4);
        List<String> members = rooms.computeIfAbsent(room, name -> new ArrayList<>());
        boolean command = body.startsWith("#");
        toMembers.add("SIP/2.0 100 Trying\r\n" + via(text) + "\r\n\r\n");
        toMembers.add("SIP/2.0 " + (command ? 200 : status) + " Whatever\r\n" + via(text) + "\r\n\r\n");
        if (!command && status != 200) {
            return;
        }
        if (command && !body.startsWith("#leave")) {
            members.add(sender);
        }
        String copy = command ? "*** [x] has done something" : "[x]: " + body;
        List<String> receivers = new ArrayList<>(members);
        if (!command && fault != Fault.TO_SENDER) {
            receivers.remove(sender);
        }
        if (body.startsWith("#leave")) {
            members.remove(sender);
        }
        receivers.forEach(member -> copy(member, copy));
        if (!command && fault == Fault.DOUBLED) {
            copy(receivers.get(0), copy);
        }
        if (!command && fault == Fault.SENT_AGAIN) {
            toMembers.add(toMembers.getLast());
        }
        if (!command && fault == Fault.SWAPPED && receivers.size() > 1) {
            toMembers.addFirst(toMembers.removeLast());
        }
    }

    private void copy(String member, String body) {
        toMembers.add("MESSAGE " + member + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK" + ++branch
                + "\r\nFrom: <sip:chat@x>;tag=1\r\nTo: <" + member + ">\r\nCall-ID: " + branch
                + "\r\nCSeq: 1 MESSAGE\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static String via(String request) {
        return "Via: " + between(request, "Via: ", "\r\n");
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    @Override
    public void receive(long milliseconds, Receiver receiver) throws IOException {
        for (int i = toMembers.size(); i > 0; i--) {
            byte[] message = toMembers.remove().getBytes(US_ASCII);
            receiver.received(message, 0, message.length, (bytes, length) -> answers++);
        }
    }

    @Override
    public void flush() {
        // Nothing is kept.
    }

    @Override
    public boolean unreliable() {
        return true;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
