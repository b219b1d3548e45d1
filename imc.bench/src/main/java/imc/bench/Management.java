package imc.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Management of our server by HTTP, on a free port. */
final class Management {

    private static final String TOKEN = "bench-bench-bench-bench";

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    Management() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    /** What the server has to be configured with, in imc.mi.http. */
    List<String> settings() {
        return List.of("listen = 127.0.0.1:" + port, "token = " + TOKEN);
    }

    /**
     * Calls a command.
     *
     * @param parameters as JSON, without the braces
     */
    HttpResponse<InputStream> call(String command, String parameters) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/RPC"))
                .header("Authorization", "Bearer " + TOKEN).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"method\":\"" + command + "\","
                        + "\"params\":{" + parameters + "},\"id\":1}")).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** What a command answers that has to succeed, as JSON. */
    String result(String command, String parameters) throws IOException {
        HttpResponse<InputStream> response = call(command, parameters);
        try (InputStream body = response.body()) {
            String text = new String(body.readAllBytes(), UTF_8);
            if (response.statusCode() != 200 || !text.contains("\"result\"")) {
                throw new IOException(command + " was answered " + response.statusCode() + " " + text);
            }
            return text;
        }
    }
}
