package imc.api.room;

import imc.api.Properties;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Step;
import imc.api.store.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A list of users that a room keeps, of whom each may be on it until some time: who is banned, who may not speak. It is
 * kept in properties of the room, {@code ban.0}, {@code ban.1} and so on, a line for each user; so it outlives who
 * leaves and comes back, goes with the room, and stays where its bundle is stopped. A line that has ended is there
 * until somebody takes it away, and says nothing any more. Immutable; safe for use by many threads.
 */
public final class RoomList {

    /** So many lines has a list at most; long ones need its space before that. */
    public static final int MOST = 256;

    private final String name;
    private final List<String> properties;

    /**
     * @param name       before the dot of its properties ({@link Properties#requireName}); no other bundle's
     * @param properties how many there are at most, of the {@value Properties#MAX_COUNT} that a room has; each takes
     *                   some 70 lines of usual length, and four of the longest
     * @throws IllegalArgumentException if the name is refused, or there are no properties
     */
    public RoomList(String name, int properties) {
        if (properties < 1 || properties > Properties.MAX_COUNT) {
            throw new IllegalArgumentException("a list has 1 to " + Properties.MAX_COUNT + " properties, not "
                    + properties);
        }
        this.name = name;
        this.properties = IntStream.range(0, properties)
                .mapToObj(number -> Properties.requireName(name + '.' + number)).toList();
    }

    /** As it was given. */
    public String name() {
        return name;
    }

    /** What stands there, ended or not. */
    public List<Listed> of(Room room) {
        return room.properties().isEmpty() ? List.of()
                : properties.stream().flatMap(each -> lines(room, each)).toList();
    }

    private static Stream<Listed> lines(Room room, String property) {
        return room.properties().get(property).stream().flatMap(String::lines).map(Listed::read)
                .flatMap(Optional::stream);
    }

    /** What stands there and has not ended. */
    public List<Listed> inForce(Room room, Instant now) {
        return of(room).stream().filter(each -> !each.isOver(now)).toList();
    }

    /** What means this user and has not ended. */
    public Optional<Listed> inForce(Room room, SipAddress user, Instant now) {
        return of(room).stream().filter(each -> each.means(user) && !each.isOver(now)).findFirst();
    }

    /** A step that also adds a line, in the place of the one for the same; empty where there is no space for it. */
    public Optional<Step> adding(Step step, Room room, Listed one) {
        Predicate<Listed> isSame = each -> each.who().equals(one.who());
        Step adding = step;
        boolean isAdded = false;
        for (String property : properties) {
            String left = without(room, property, isSame);
            boolean fits = !isAdded && left.length() + one.line().length() <= Properties.MAX_VALUE_LENGTH;
            adding = putting(adding, room, property, fits ? left + one.line() : left);
            isAdded |= fits;
        }
        return isAdded && of(room).stream().filter(isSame.negate()).count() < MOST ? Optional.of(adding)
                : Optional.empty();
    }

    /** A step that also takes lines away; the same where there are none of them. */
    public Step dropping(Step step, Room room, Predicate<Listed> which) {
        Step dropping = step;
        for (String property : properties) {
            dropping = putting(dropping, room, property, without(room, property, which));
        }
        return dropping;
    }

    private static String without(Room room, String property, Predicate<Listed> which) {
        return lines(room, property).filter(which.negate()).map(Listed::line).collect(Collectors.joining());
    }

    private static Step putting(Step step, Room room, String property, String text) {
        Optional<String> kept = Optional.of(text).filter(some -> !some.isEmpty());
        return room.properties().get(property).equals(kept) ? step
                : step.changing(new Change.RoomPropertyPut(room.address(), property, kept));
    }
}
