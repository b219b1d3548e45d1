package imc.offline.internal;

import imc.api.Content;
import imc.api.offline.OfflineMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Writes into a text that comes late when it was said: behind the name in {@code [alice]: }. */
record DelayedText(String pattern, ZoneId zone) {

    /** What is not later than that needs no explanation: it has waited behind others, say. */
    static final Duration LATE = Duration.ofMinutes(1);

    private static final byte[] END_OF_NAME = "]: ".getBytes(StandardCharsets.US_ASCII);

    /** Anything but a text in a charset that has ASCII in it stays as it is. */
    Content of(OfflineMessage message, Instant now) {
        Content content = message.content();
        if (pattern.isEmpty() || !content.isText() || !content.extendsAscii() || !content.beginsWith("[")
                || Duration.between(message.sent(), now).compareTo(LATE) < 0) {
            return content;
        }
        byte[] text = content.bytes();
        int end = endOfName(text);
        if (end < 0) {
            return content;
        }
        DateTimeFormatter formatter = OfflineSettings.formatter(pattern);
        ByteArrayOutputStream marked = new ByteArrayOutputStream(text.length + 20);
        marked.write(text, 0, end);
        marked.writeBytes((", " + formatter.format(message.sent().atZone(zone))).getBytes(StandardCharsets.US_ASCII));
        marked.write(text, end, text.length - end);
        return new Content(content.type(), marked.toByteArray());
    }

    private static int endOfName(byte[] text) {
        for (int i = 0; i <= text.length - END_OF_NAME.length; i++) {
            if (text[i] == END_OF_NAME[0] && text[i + 1] == END_OF_NAME[1] && text[i + 2] == END_OF_NAME[2]) {
                return i;
            }
        }
        return -1;
    }
}
