package imc.script.http.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A web server, which answers what the test says. */
final class Web implements AutoCloseable {

    static final int HANG = 0;
    static final int ENDLESS = 1;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    /** What has come: path, type, body. */
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    /** What is answered next; after that 204. */
    final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    /** Opens what hangs. */
    final CountDownLatch free = new CountDownLatch(1);
    /** An endless answer was cut. */
    final CountDownLatch cut = new CountDownLatch(1);

    Web() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    String hears() throws InterruptedException {
        return heard.poll(20, TimeUnit.SECONDS);
    }

    private void answer(HttpExchange exchange) throws IOException {
        heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Integer status = answers.poll();
        if (status == null) {
            exchange.sendResponseHeaders(204, -1);
        } else if (status == HANG) {
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else if (status == ENDLESS) {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(new byte[8192]);
                }
            } catch (IOException e) {
                cut.countDown();
            }
        } else {
            exchange.getResponseHeaders().set("Location", url("/elsewhere"));
            exchange.sendResponseHeaders(status, -1);
        }
        exchange.close();
    }

    @Override
    public void close() {
        free.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
