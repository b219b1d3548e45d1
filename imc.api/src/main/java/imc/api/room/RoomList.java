package imc.room.moderation.internal;

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
import java.util.stream.Stream;

/** A list of users that a room keeps in a few of its properties, a line each: {@code ban.0}, {@code ban.1}… */
enum Listing {

    BANS("ban.0", "ban.1", "ban.2", "ban.3", "ban.4", "ban.5"), MUTES("mute.0", "mute.1"), VOICES("voice.0", "voice.1");

    /** So many lines has a list at most; long ones need its space before that. */
    static final int MOST = 256;

    private final List<String> properties;

    Listing(String... properties) {
        this.properties = List.of(properties);
    }

    /** What stands there, ended or not. */
    List<Listed> of(Room room) {
        return room.properties().isEmpty() ? List.of()
                : properties.stream().flatMap(each -> lines(room, each)).toList();
    }

    private static Stream<Listed> lines(Room room, String property) {
        return room.properties().get(property).stream().flatMap(String::lines).map(Listed::read)
                .flatMap(Optional::stream);
    }

    /** What means this user and has not ended. */
    Optional<Listed> inForce(Room room, SipAddress user, Instant now) {
        return of(room).stream().filter(each -> each.means(user) && !each.isOver(now)).findFirst();
    }

    /** A step that adds a line, in the place of the one for the same; refused where there is no space for it. */
    Step adding(Step step, Room room, Listed one) {
        Predicate<Listed> isSame = each -> each.who().equals(one.who());
        Step adding = step;
        boolean isAdded = false;
        for (String property : properties) {
            String left = without(room, property, isSame);
            boolean fits = !isAdded && left.length() + one.line().length() <= Properties.MAX_VALUE_LENGTH;
            adding = putting(adding, room, property, fits ? left + one.line() : left);
            isAdded |= fits;
        }
        if (!isAdded || of(room).stream().filter(isSame.negate()).count() >= MOST) {
            throw new Refusal(Refusal.Why.FULL, "full");
        }
        return adding;
    }

    /** A step that takes lines away; the same where there are none of them. */
    Step dropping(Step step, Room room, Predicate<Listed> which) {
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
