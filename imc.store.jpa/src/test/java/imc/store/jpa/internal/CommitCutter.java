package imc.store.jpa.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands between the store and a database server, and cuts the connection when a commit is on its way. */
final class CommitCutter implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)/");

    private static final Pattern NAME = Pattern.compile("S_\\d+\0$");

    /** What is done with the next commit. */
    enum Cut { NONE, BEFORE_THE_SERVER_HAS_IT, BEFORE_ITS_ANSWER }

    private final ServerSocket listening;
    private final String url;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Cut next = Cut.NONE;
    private volatile boolean away;

    /** @param url of the database, with the server's address in it */
    CommitCutter(String url) throws IOException {
        Matcher port = PORT.matcher(url);
        if (!port.find()) {
            throw new IllegalArgumentException(url);
        }
        server = Integer.parseInt(port.group(1));
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.url = port.replaceFirst("127.0.0.1:" + listening.getLocalPort() + "/");
        start(this::accept);
    }

    /** The database's URL by this way. */
    String url() {
        return url;
    }

    /** Cuts the connection at the next commit, and answers no new one until {@link #back}. */
    void cut(Cut how) {
        next = how;
    }

    void back() {
        away = false;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "cutter");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                if (away) {
                    client.close();
                } else {
                    connect(client);
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void connect(Socket client) throws IOException {
        Socket database = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(client);
        open.add(database);
        Conversation both = new Conversation();
        start(() -> pump(client, database, both, true));
        start(() -> pump(database, client, both, false));
    }

    private void pump(Socket from, Socket to, Conversation both, boolean isRequest) {
        byte[] bytes = new byte[65_536];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                synchronized (both) {
                    if (isRequest && both.isCommit(bytes, count) && next != Cut.NONE) {
                        away = true;
                        both.cutting = true;
                        Cut how = next;
                        next = Cut.NONE;
                        if (how == Cut.BEFORE_THE_SERVER_HAS_IT) {
                            return;
                        }
                    } else if (both.cutting) {
                        // This is the commit's answer.
                        return;
                    }
                    out.write(bytes, 0, count);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // The other half has ended.
        } finally {
            close(from);
            close(to);
        }
    }

    /** What is known of one connection. */
    private static final class Conversation {

        private boolean cutting;
        /** How PostgreSQL's driver calls the statement when it sends it again. */
        private String name;

        private boolean isCommit(byte[] bytes, int count) {
            String text = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
            int at = text.indexOf("COMMIT");
            if (at < 0) {
                return name != null && text.contains(name);
            }
            int begin = at < 2 ? -1 : text.lastIndexOf('\0', at - 2);
            String before = begin < 0 ? "" : text.substring(begin + 1, at);
            Matcher named = NAME.matcher(before);
            name = named.find() ? '\0' + named.group() : null;
            return true;
        }
    }

    private static void close(Closeable end) {
        try {
            end.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        close(listening);
        open.forEach(CommitCutter::close);
    }
}
