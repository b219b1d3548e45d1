package imc.run.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP client that sends what it is told, and makes nothing better of it. */
public final class Http {

    private static final int DEADLINE_MILLIS = 60_000;

    private final int port;
    private final Map<String, String> headers;

    /** @param port of 127.0.0.1 */
    public Http(int port) {
        this(port, Map.of("Host", "127.0.0.1:" + port, "Content-Type", "application/json"));
    }

    private Http(int port, Map<String, String> headers) {
        this.port = port;
        this.headers = headers;
    }

    /** An answer. */
    public record Answer(int status, String head, String body) {
    }

    /** One that sends that header instead of what it would send by itself. */
    public Http with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new Http(port, changed);
    }

    public Http bearing(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Answer get(String path) throws IOException {
        return send("GET", path, "");
    }

    public Answer post(String path, String body) throws IOException {
        return send("POST", path, body);
    }

    /** By HTTP/1.0, whose answers end with the connection. */
    public Answer send(String method, String path, String body) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.0\r\n");
        with("Content-Length", Integer.toString(body.getBytes(UTF_8).length)).headers
                .forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.append("\r\n").append(body).toString().getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            return new Answer(Integer.parseInt(answer.split(" ", 3)[1]), answer.substring(0, end),
                    answer.substring(end + 4));
        }
    }

    /** A connection on which nothing is sent. */
    public Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(DEADLINE_MILLIS);
        return socket;
    }
}
