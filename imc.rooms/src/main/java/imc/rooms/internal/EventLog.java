package imc.rooms.internal;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One kind of events in the log: so many lines a second at most, since strangers bring them about. */
final class EventLog {

    /** Lines a second; how many were left out is said in a line of its own. */
    static final int MOST = 100;
    private static final int LONGEST = 200;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Logger log;
    private final LongSupplier nanoTime;
    private long since;
    private int written;
    private long leftOut;

    EventLog(String name) {
        this(name, System::nanoTime);
    }

    EventLog(String name, LongSupplier nanoTime) {
        this.log = LoggerFactory.getLogger(name);
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    boolean isOn() {
        return log.isInfoEnabled();
    }

    void write(String line, Object... values) {
        long missed = admit();
        if (missed > 0) {
            log.info("{} events were not written, at most {} a second are", missed, MOST);
        }
        if (missed >= 0) {
            log.info("{}", line.formatted(values));
        }
    }

    /** How many were left out before this one is written; -1 if this one is, too. */
    private synchronized long admit() {
        long now = nanoTime.getAsLong();
        long missed = 0;
        if (now - since >= SECOND) {
            since = now;
            written = 0;
            missed = leftOut;
            leftOut = 0;
        }
        if (written >= MOST) {
            leftOut++;
            return -1;
        }
        written++;
        return missed;
    }

    /** A value in a line: without control characters, not too long, in quotes where it would not be one word. */
    static String quoted(Object value) {
        String text = String.valueOf(value);
        StringBuilder safe = new StringBuilder();
        boolean isWord = !text.isEmpty();
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            boolean isOdd = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                    || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029';
            safe.append(isOdd || c == '"' ? '?' : c);
            isWord &= !Character.isSpaceChar(c) && c != '=';
        }
        if (text.length() > LONGEST) {
            safe.append('…');
        }
        return isWord ? safe.toString() : "\"" + safe + "\"";
    }
}
