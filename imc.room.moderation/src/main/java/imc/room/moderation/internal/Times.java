package imc.room.moderation.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Times as people write and read them. */
final class Times {

    private static final Duration LONGEST = Duration.ofDays(366);

    private Times() {
    }

    /** How many seconds {@code 90s}, {@code 10m}, {@code 2h} or {@code 7d} are. */
    static long seconds(String time) {
        Duration duration = !time.matches("[0-9]{1,8}[smhd]") ? Duration.ZERO
                : Duration.parse((time.endsWith("d") ? "P" : "PT") + time);
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new Refusal(Refusal.Why.UNREADABLE, "time", time.substring(0, Math.min(time.length(), 20)));
        }
        return duration.toSeconds();
    }

    /** A second of the epoch in the server's time zone: the minute by which it is over, with the day if that is not now's. */
    static String shown(long end, Instant now) {
        ZonedDateTime time = Instant.ofEpochSecond(end + 59).atZone(ZoneId.systemDefault());
        boolean isToday = time.toLocalDate().equals(LocalDate.ofInstant(now, time.getZone()));
        return time.format(DateTimeFormatter.ofPattern(isToday ? "HH:mm" : "yyyy-MM-dd HH:mm"));
    }
}
