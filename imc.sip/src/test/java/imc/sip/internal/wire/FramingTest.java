package imc.sip.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FramingTest {

    private static final int TIMES = 500;

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
    @DisplayName("each line of a head is looked at once, also where thousands begin as Content-Length does")
    void linesWithoutColon() throws Exception {
        byte[] head = ("MESSAGE sip:a@b SIP/2.0\r\n" + "c\n".repeat(32_000) + "l : 7\r\n\r\n").getBytes(US_ASCII);
        for (int i = 0; i < TIMES; i++) {
            assertEquals(7, Framing.bodyLength(head, 0, head.length));
        }
    }
}
