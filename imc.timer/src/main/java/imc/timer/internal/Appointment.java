package imc.timer.internal;

import imc.api.timer.TimerTask;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A task with when it is to be run, as its service says.
 *
 * @param interval in milliseconds
 * @param jitter   in milliseconds
 * @param ranking  the highest of one name counts
 * @param id       of the service; among equals the eldest counts
 */
record Appointment(String name, long interval, long jitter, String help, int ranking, long id, TimerTask task)
        implements Comparable<Appointment> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");
    private static final long SHORTEST = 100;
    private static final long LONGEST = TimeUnit.DAYS.toMillis(31);
    private static final String SERVICE_ID = "service.id";
    private static final String SERVICE_RANKING = "service.ranking";

    /**
     * Reads a service's properties.
     *
     * @throws IllegalArgumentException saying what is wrong with them
     */
    static Appointment of(TimerTask task, Map<String, Object> properties) {
        Object name = properties.get(TimerTask.NAME);
        if (!(name instanceof String text) || !NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("%s is '%s'; allowed are letters, digits, dots, underscores and hyphens,"
                    .formatted(TimerTask.NAME, name) + " a letter first, 64 at most");
        }
        long interval = millis(properties, TimerTask.INTERVAL, null, SHORTEST, LONGEST);
        return new Appointment(text, interval, millis(properties, TimerTask.JITTER, 0L, 0, interval / 2),
                properties.get(TimerTask.HELP) instanceof String help ? help : "",
                properties.get(SERVICE_RANKING) instanceof Integer ranking ? ranking : 0, id(properties), task);
    }

    private static long millis(Map<String, Object> properties, String key, @Nullable Object initial, long least,
            long most) {
        Object value = properties.getOrDefault(key, initial);
        if (value instanceof Long || value instanceof Integer) {
            long millis = ((Number) value).longValue();
            if (millis >= least && millis <= most) {
                return millis;
            }
        }
        throw new IllegalArgumentException("%s is '%s'; allowed is a whole number (Long) of milliseconds from %d to %d"
                .formatted(key, value, least, most));
    }

    static long id(Map<String, Object> properties) {
        return properties.get(SERVICE_ID) instanceof Long id ? id : 0;
    }

    /** As services are, the last is the one that counts. */
    @Override
    public int compareTo(Appointment other) {
        int byRanking = Integer.compare(ranking, other.ranking);
        return byRanking != 0 ? byRanking : Long.compare(other.id, id);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Appointment that && id == that.id && ranking == that.ranking && name.equals(that.name)
                && interval == that.interval && jitter == that.jitter && help.equals(that.help) && task == that.task;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }
}
