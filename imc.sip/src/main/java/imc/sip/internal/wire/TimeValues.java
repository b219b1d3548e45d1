package imc.sip.internal.wire;

import java.time.LocalDate;
import java.time.Month;
import java.time.Year;

/** What can be made of Expires and Date (RFC 3261 §20.19, §20.17, §25.1). Some send a Date with every message. */
public final class TimeValues {

    private static final long MOST_SECONDS = (1L << 32) - 1;
    /** {@code 9} stands for any digit, {@code a} for a letter of a name. */
    private static final String DATE = "aaa, 99 aaa 9999 99:99:99 GMT";
    private static final String WEEKDAYS = "MonTueWedThuFriSatSun";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int LEAP_SECOND = 60;

    private TimeValues() {
    }

    /** Whether it is a number of seconds below 2^32. */
    public static boolean areSeconds(String value) {
        long seconds = value.isEmpty() ? -1 : 0;
        for (int i = 0; i < value.length() && seconds >= 0; i++) {
            char c = value.charAt(i);
            seconds = c < '0' || c > '9' ? -1 : 10 * seconds + c - '0';
            seconds = seconds > MOST_SECONDS ? -1 : seconds;
        }
        return seconds >= 0;
    }

    /** Whether it is a SIP-date, which is in GMT, of a day that there is, and which is that day of the week. */
    public static boolean isDate(String value) {
        if (!isLikeADate(value)) {
            return false;
        }
        int month = name(value, 8, MONTHS) + 1;
        int day = number(value, 5, 7);
        int year = number(value, 12, 16);
        return number(value, 17, 19) < 24 && number(value, 20, 22) < 60 && number(value, 23, 25) <= LEAP_SECOND
                && month > 0 && day > 0 && day <= Month.of(month).length(Year.isLeap(year))
                && LocalDate.of(year, month, day).getDayOfWeek().ordinal() == name(value, 0, WEEKDAYS);
    }

    private static boolean isLikeADate(String value) {
        if (value.length() != DATE.length()) {
            return false;
        }
        for (int i = 0; i < DATE.length(); i++) {
            char c = value.charAt(i);
            char wanted = DATE.charAt(i);
            if (wanted == '9' ? c < '0' || c > '9' : wanted != 'a' && c != wanted) {
                return false;
            }
        }
        return true;
    }

    /** Which of the names stands there, all of three letters; -1 for none. */
    private static int name(String value, int start, String names) {
        for (int i = 0; i < names.length(); i += 3) {
            if (value.regionMatches(start, names, i, 3)) {
                return i / 3;
            }
        }
        return -1;
    }

    private static int number(String value, int start, int end) {
        return Integer.parseInt(value, start, end, 10);
    }
}
