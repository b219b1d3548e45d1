package imc.run.support;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection over which more is sent than anybody should, from an address of the loopback of its own choice. */
public final class Flood implements AutoCloseable {

    private static final Pattern ANSWER = Pattern.compile("SIP/2\\.0 ([0-9]{3}) ");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Socket socket = new Socket();

    /** @param receiveBuffer of the socket; little, for who never reads */
    public Flood(String from, int port, int receiveBuffer) {
        try {
            socket.setReceiveBufferSize(receiveBuffer);
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            socket.setSoTimeout(30_000);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** A request whose answer nobody waits for. */
    public static byte[] request(String method, String to, String from, String headers, String body) {
        int number = NUMBER.incrementAndGet();
        return (method + " sip:" + to + " SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:9;branch=z9hG4bKflood" + number
                + ";rport\r\nMax-Forwards: 70\r\nFrom: <sip:" + from + "@127.0.0.1>;tag=1\r\nTo: <sip:" + to
                + ">\r\nCall-ID: flood" + number + "\r\nCSeq: 1 " + method + "\r\n" + headers
                + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] message(String room, String from, String body) {
        return request("MESSAGE", room + "@127.0.0.1", from, "Content-Type: text/plain\r\n", body);
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Sends a request and gives the first answer that comes. */
    public int ask(byte[] request) throws IOException {
        send(request);
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[65_536];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            Matcher answer = ANSWER.matcher(text);
            if (answer.find()) {
                return Integer.parseInt(answer.group(1));
            }
        }
        throw new IOException("the connection was closed");
    }

    /**
     * Sends many requests without waiting for their answers one by one.
     *
     * @return how many final answers there were of each status
     */
    public Map<Integer, Integer> askAll(Iterable<byte[]> requests) throws Exception {
        CompletableFuture<Integer> sent = new CompletableFuture<>();
        CompletableFuture<Map<Integer, Integer>> answers = CompletableFuture.supplyAsync(() -> answers(sent));
        BufferedOutputStream out = new BufferedOutputStream(socket.getOutputStream(), 65_536);
        int count = 0;
        for (byte[] request : requests) {
            out.write(request);
            count++;
        }
        sent.complete(count);
        // so that whoever reads the answers looks once more after the last of them
        out.write(request("OPTIONS", "h", "flood", "", ""));
        out.flush();
        return answers.get(60, TimeUnit.SECONDS);
    }

    private Map<Integer, Integer> answers(CompletableFuture<Integer> sent) {
        Map<Integer, Integer> statuses = new TreeMap<>();
        try {
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            int status = 0;
            int count = 0;
            while (count <= sent.getNow(Integer.MAX_VALUE - 1)) {
                String line = in.readLine();
                if (line == null) {
                    throw new IOException("the connection was closed after " + statuses);
                }
                if (line.startsWith("SIP/2.0 ")) {
                    status = Integer.parseInt(line.substring(8, 11));
                } else if (status >= 200 && line.startsWith("CSeq: ")) {
                    count++;
                    if (!line.endsWith("OPTIONS")) {
                        statuses.merge(status, 1, Integer::sum);
                    }
                } else if (line.isEmpty()) {
                    status = 0;
                }
            }
            return statuses;
        } catch (IOException e) {
            throw new UncheckedIOException("after " + statuses, e);
        }
    }

    /** Registers contacts for a user. */
    public int register(String user, String contacts) throws IOException {
        return ask(request("REGISTER", user + "@127.0.0.1", user, "Contact: " + contacts + "\r\nExpires: 600\r\n", ""));
    }

    /** Reads and forgets all that comes, on a thread of its own. */
    public void ignore() {
        Thread reader = new Thread(() -> {
            try {
                InputStream in = socket.getInputStream();
                while (in.read(new byte[65_536]) >= 0) {
                    Thread.onSpinWait();
                }
            } catch (IOException e) {
                // closed, by whomever
            }
        }, "flood");
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
