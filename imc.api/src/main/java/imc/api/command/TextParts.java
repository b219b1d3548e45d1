package imc.api.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a long text into the parts in which it is sent, at line ends. They fit a message of 1300 bytes (RFC 3428 §8)
 * whatever its headers, and baresip 1.0, which does not show more than 481 bytes.
 */
public final class TextParts {

    /** The longest part. A single line that is longer is a part of its own. */
    public static final int MAX_BYTES = 450;

    private TextParts() {
    }

    /**
     * @param text not null
     * @return at least one part
     */
    public static List<String> of(String text) {
        if (text.length() <= MAX_BYTES / 3 || bytes(text) <= MAX_BYTES) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int size = 0;
        for (String line : text.split("\n")) {
            int lineSize = bytes(line) + 1;
            if (size > 0 && size + lineSize > MAX_BYTES) {
                parts.add(part.toString());
                part.setLength(0);
                size = 0;
            }
            part.append(size == 0 ? "" : "\n").append(line);
            size += lineSize;
        }
        parts.add(part.toString());
        return parts;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
