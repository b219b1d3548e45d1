package imc.script.http.internal;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/**
 * Something to be sent.
 *
 * @param origin  of its URL
 * @param request without a time: that is looked after by whoever sends it
 * @param size    of its body, in bytes
 * @param since   when the script asked for it, as {@link System#nanoTime()}
 */
record Post(String origin, HttpRequest request, int size, long since) {

    /** @throws IllegalArgumentException where the type cannot be that of a body */
    static Post of(URI uri, String body, String type, long since) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Post(Allowed.origin(uri), HttpRequest.newBuilder(uri).header("Content-Type", type)
                .header("User-Agent", "imc").POST(HttpRequest.BodyPublishers.ofByteArray(bytes)).build(), bytes.length,
                since);
    }
}
