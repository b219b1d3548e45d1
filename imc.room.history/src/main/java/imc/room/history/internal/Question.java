package imc.room.history.internal;

import imc.api.command.CommandCall;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody wants to read.
 *
 * @param since what was said then or later; empty for whenever
 * @param count the last so many
 */
record Question(Optional<Instant> since, int count) {

    private static final String SINCE = "since";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");
    private static final Pattern AGO = Pattern.compile("([1-9]\\d{0,5})([smhd])");
    private static final Pattern TIME = Pattern.compile("\\d\\d?:\\d\\d");

    /**
     * As the words of a call have it.
     *
     * @param usual how many, where it is not said
     * @param most  how many may be asked for
     * @return empty where that cannot be read
     */
    static Optional<Question> of(CommandCall call, int usual, int most, Instant now, ZoneId zone) {
        Optional<String> since = call.argument(SINCE);
        Optional<String> word = call.argument("n");
        if (since.isPresent()) {
            return word.filter(time -> since.get().equalsIgnoreCase(SINCE)).flatMap(time -> moment(time, now, zone))
                    .map(moment -> new Question(Optional.of(moment), most));
        }
        return word.isEmpty() ? Optional.of(new Question(Optional.empty(), usual))
                : word.filter(number -> NUMBER.matcher(number).matches()).map(Integer::valueOf)
                        .filter(number -> number >= 1 && number <= most)
                        .map(number -> new Question(Optional.empty(), number));
    }

    private static Optional<Instant> moment(String text, Instant now, ZoneId zone) {
        Matcher ago = AGO.matcher(text.toLowerCase(Locale.ROOT));
        if (ago.matches()) {
            return Optional.of(now.minus(unit(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1)))));
        }
        try {
            if (TIME.matcher(text).matches()) {
                ZonedDateTime today = now.atZone(zone)
                        .with(LocalTime.parse(text.length() == 4 ? '0' + text : text)).truncatedTo(ChronoUnit.MINUTES);
                return Optional.of((today.toInstant().isAfter(now) ? today.minusDays(1) : today).toInstant());
            }
            return Optional.of(text.length() > 10 ? LocalDateTime.parse(text).atZone(zone).toInstant()
                    : LocalDate.parse(text).atStartOfDay(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }
}
