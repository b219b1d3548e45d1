package imc.api.archive;

import imc.api.Room;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * That a room keeps what is said: its property {@value #PROPERTY}, {@code 50 since 1795701900000}. Whoever keeps it
 * writes the property, and whoever shows it reads it there.
 *
 * @param length how many of the last messages are kept, 1 or more; the operator may allow fewer
 * @param since  from when on; what was said before is not this room's, or not for its members. A property has the
 *               milliseconds since 1970
 */
public record Recording(int length, Instant since) {

    /** The name of the property. A room without it keeps nothing. */
    public static final String PROPERTY = "history";

    public Recording {
        Objects.requireNonNull(since, "since");
    }

    /** Empty where the room keeps nothing. */
    public static Optional<Recording> of(Room room) {
        return room.properties().isEmpty() ? Optional.empty()
                : room.properties().get(PROPERTY).flatMap(Recording::read);
    }

    /**
     * The value of such a property. Without {@code since} it holds since ever.
     *
     * @return empty where that cannot be read: what somebody else wrote there keeps nothing
     */
    public static Optional<Recording> read(String kept) {
        String[] words = kept.split(" since ", 2);
        try {
            int length = Integer.parseInt(words[0]);
            return length < 1 ? Optional.empty() : Optional.of(new Recording(length,
                    words.length < 2 ? Instant.EPOCH : Instant.ofEpochMilli(Long.parseLong(words[1]))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** As the property has it. */
    public String written() {
        return length + " since " + since.toEpochMilli();
    }
}
