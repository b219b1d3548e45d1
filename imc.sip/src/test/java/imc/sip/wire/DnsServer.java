package imc.sip.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A name server for tests, on a free port of the loopback: it knows what it is told, and what it was asked. */
public final class DnsServer implements Closeable {

    /** How long what is not there may be believed, in seconds. */
    private static final int NEGATIVE_TTL = 600;

    private final DatagramSocket socket;
    private final int port;
    private final List<Record> records = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    public DnsServer() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = socket.getLocalPort();
        Thread thread = new Thread(this::serve, "name server of a test");
        thread.setDaemon(true);
        thread.start();
    }

    /** {@code 127.0.0.1:5353}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** One record, as in a zone file: {@code a.example.com. 300 IN A 127.0.0.1}. */
    public DnsServer knows(String record) {
        String[] parts = record.trim().split("\\s+", 5);
        try {
            records.add(Record.fromString(Name.fromString(parts[0]), Type.value(parts[3]), DClass.IN,
                    Long.parseLong(parts[1]), parts[4], Name.root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Forgets a record of a name. */
    public void forgets(String name) {
        records.removeIf(record -> record.getName().toString().equals(name));
    }

    /** From now on this question is answered with an error. */
    public void refuses(String name, String type, int rcode) {
        refusals.put(name + ' ' + type, rcode);
    }

    /** No question is answered until the latch opens. */
    public void waitsFor(CountDownLatch latch) {
        gate = latch;
    }

    /** The questions so far: {@code a.example.com. A}. */
    public List<String> asked() {
        return asked;
    }

    /** How often a question was asked. */
    public long asked(String question) {
        return asked.stream().filter(question::equals).count();
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        while (!socket.isClosed()) {
            try {
                packet.setLength(4096);
                socket.receive(packet);
                Message query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                Record question = query.getQuestion();
                asked.add(question.getName() + " " + Type.string(question.getType()));
                gate.await();
                byte[] answer = answer(query, question).toWire();
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException | InterruptedException e) {
                // the next question, or the end
            }
        }
    }

    private Message answer(Message query, Record question) throws TextParseException {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(question, Section.QUESTION);
        Integer refusal = refusals.get(question.getName() + " " + Type.string(question.getType()));
        if (refusal != null) {
            answer.getHeader().setRcode(refusal);
            return answer;
        }
        Name name = question.getName();
        for (Record record : records) {
            if (record.getName().equals(name)
                    && (record.getType() == question.getType() || record.getType() == Type.CNAME)) {
                answer.addRecord(record, Section.ANSWER);
            }
        }
        if (answer.getSection(Section.ANSWER).isEmpty()) {
            if (records.stream().noneMatch(record -> record.getName().subdomain(name))) {
                answer.getHeader().setRcode(Rcode.NXDOMAIN);
            }
            try {
                answer.addRecord(Record.fromString(Name.root, Type.SOA, DClass.IN, NEGATIVE_TTL,
                        "ns. root. 1 3600 600 86400 " + NEGATIVE_TTL, Name.root), Section.AUTHORITY);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return answer;
    }

    @Override
    public void close() {
        gate.countDown();
        socket.close();
    }
}
