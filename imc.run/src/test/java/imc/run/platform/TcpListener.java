package imc.run.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A client that can be connected to by TCP, as a proxy or a PBX: it answers each MESSAGE 200. */
final class TcpListener implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Consumer<String> heard;

    /** @param heard is given the body of each MESSAGE, once for each transaction */
    TcpListener(Consumer<String> heard) throws IOException {
        this.heard = heard;
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "tcp-listener");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); head != null; head = head(in)) {
                String body = new String(in.readNBytes(Integer.parseInt(value(head, "Content-Length"))), UTF_8);
                answer(head, socket.getOutputStream());
                if (seen.add(value(head, "Via"))) {
                    heard.accept(body);
                }
            }
        } catch (IOException e) {
            // the server has closed the connection
        } finally {
            sockets.remove(socket);
        }
    }

    /** Null at the end. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.length() >= 4 && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
                return head.toString().strip();
            }
        }
        return null;
    }

    private static String value(String head, String name) {
        return head.lines().filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .findFirst().orElse(name + ":").substring(name.length() + 1).strip();
    }

    private static void answer(String head, OutputStream out) throws IOException {
        StringBuilder answer = new StringBuilder("SIP/2.0 200 OK\r\n");
        for (String name : new String[] {"Via", "From", "To", "Call-ID", "CSeq"}) {
            answer.append(name).append(": ").append(value(head, name))
                    .append(name.equals("To") ? ";tag=tcp\r\n" : "\r\n");
        }
        out.write(answer.append("Content-Length: 0\r\n\r\n").toString().getBytes(ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
