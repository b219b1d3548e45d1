package imc.sip.internal.wire;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/** What can be made of Expires and Date (RFC 3261 §20.19, §20.17, §25.1). */
public final class TimeValues {

    private static final long MOST_SECONDS = (1L << 32) - 1;
    private static final Pattern SECONDS = Pattern.compile("0*[0-9]{1,10}");
    private static final Pattern DATE = Pattern.compile("(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} "
            + "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} "
            + "(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60) GMT");
    private static final List<String> WEEKDAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final List<String> MONTHS = List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
            "Oct", "Nov", "Dec");

    private TimeValues() {
    }

    /** Whether it is a number of seconds below 2^32. */
    public static boolean areSeconds(String value) {
        return SECONDS.matcher(value).matches() && Long.parseLong(value) <= MOST_SECONDS;
    }

    /** Whether it is a SIP-date, which is in GMT, of a day that there is, and which is that day of the week. */
    public static boolean isDate(String value) {
        if (!DATE.matcher(value).matches()) {
            return false;
        }
        try {
            return LocalDate.of(Integer.parseInt(value, 12, 16, 10), MONTHS.indexOf(value.substring(8, 11)) + 1,
                    Integer.parseInt(value, 5, 7, 10)).getDayOfWeek().getValue()
                    == WEEKDAYS.indexOf(value.substring(0, 3)) + 1;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
