package imc.script.internal.variable;

import imc.api.script.ScriptSubject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** What a script can read of itself, and of the clock. */
final class ScriptVariables {

    private ScriptVariables() {
    }

    /** @param clock tells the time */
    static List<Variable> all(InstantSource clock) {
        LocalTime time = new LocalTime(clock);
        return List.of(
                Variable.of("rs", "The status by which the request will be answered, as far as is known", "200",
                        subject -> subject.reply().map(reply -> Integer.toString(reply.status())).orElse("")),
                Variable.of("rr", "The reason phrase of that answer, where it is not the usual one", "Not here",
                        subject -> subject.reply()
                                .map(reply -> reply.reason() == null ? "" : reply.reason()).orElse("")),
                Variable.of("rc", "The return code of the function or the route that was called last", "-41",
                        subject -> Integer.toString(subject.returnCode())),
                Variable.of("retcode", "The same as $rc", "1", subject -> Integer.toString(subject.returnCode())),
                new Variable("var", "name", "A variable of the script's own, for one request; $var(room)", "lunch",
                        ScriptSubject::variable),
                Variable.of("Ts", "The time, in seconds since 1970", "1774632312",
                        subject -> Long.toString(clock.instant().getEpochSecond())),
                Variable.of("TF", "The time here, by ISO 8601", "2026-03-27T18:25:12+01:00", subject -> time.text()));
    }

    /** The time in words, which are the same for a second. */
    private static final class LocalTime {

        private final InstantSource clock;
        private volatile Told last = new Told(Long.MIN_VALUE, "");

        private record Told(long second, String text) {
        }

        LocalTime(InstantSource clock) {
            this.clock = clock;
        }

        String text() {
            long second = clock.instant().getEpochSecond();
            Told told = last;
            if (told.second() != second) {
                told = new Told(second, DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        OffsetDateTime.ofInstant(Instant.ofEpochSecond(second), ZoneId.systemDefault())));
                last = told;
            }
            return told.text();
        }
    }
}
