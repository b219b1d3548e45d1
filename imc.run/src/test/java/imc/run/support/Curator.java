package imc.run.support;

import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The owner of a room who uses its features one after the other, and knows what was acknowledged of it: a topic, a
 * setting, a name, a ban, a mute. What was refused has not been done; what was not answered may have been.
 */
public final class Curator {

    /** Too early for another name; the store has refused it; no store serves. */
    private static final Set<Integer> REFUSALS = Set.of(480, 500, 503);
    /** Somebody in the room who is muted now and then. */
    private static final String OTHER = "hans";

    private final String room;
    private Map<String, String> acknowledged = new TreeMap<>();
    private Optional<Map<String, String>> unanswered = Optional.empty();
    private int number;

    public Curator(String room) {
        this.room = room;
    }

    /** Makes the room. */
    public void begin(Phone phone) throws IOException {
        say(phone, room, "#create");
        say(phone, room, "#add " + OTHER);
        acknowledged = new TreeMap<>(Map.of("topic", "", "welcome", "", "name", "", "bans", "0", "muted", "false"));
    }

    public boolean hasBegun() {
        return !acknowledged.isEmpty();
    }

    /** Does the next thing, and takes what the room tells of it. */
    public void once(Phone phone) throws IOException, InterruptedException {
        number++;
        boolean isBanned = acknowledged.get("bans").equals("1");
        boolean isMuted = acknowledged.get("muted").equals("true");
        switch (number % 5) {
            case 0 -> change(phone, "#topic topic" + number, "topic", "topic" + number);
            case 1 -> change(phone, "#set welcome welcome" + number, "welcome", "welcome" + number);
            case 2 -> change(phone, "#nick name" + number, "name", "name" + number);
            case 3 -> change(phone, isBanned ? "#unban gina" : "#ban gina for 2h", "bans", isBanned ? "0" : "1");
            default -> change(phone, (isMuted ? "#unmute " : "#mute ") + OTHER, "muted", Boolean.toString(!isMuted));
        }
        while (phone.next(0) != null) {
            // it is told to all who are there
        }
    }

    private void change(Phone phone, String command, String what, String value) throws IOException {
        Map<String, String> after = new TreeMap<>(acknowledged);
        after.put(what, value);
        unanswered = Optional.of(after);
        int status = phone.message(room, command).status();
        assertTrue(status == 200 || REFUSALS.contains(status), () -> command + " was answered " + status);
        acknowledged = status == 200 ? after : acknowledged;
        unanswered = Optional.empty();
    }

    /**
     * What the room is must be what was acknowledged, or that with the last thing done that was not answered.
     *
     * @param shown what {@code imc:room} says of it
     */
    public void compare(Result shown) {
        assertEquals(0, shown.code(), shown::toString);
        Map<String, String> found = new TreeMap<>();
        for (String what : acknowledged.keySet()) {
            found.put(what, switch (what) {
                case "bans" -> found("(?m)^bans\\s+(\\d+)", shown).orElse("0");
                case "muted" -> Boolean.toString(shown.out().contains("muted_until"));
                default -> found("\\b(" + what + "\\d+)\\b", shown).orElse("");
            });
        }
        assertTrue(found.equals(acknowledged) || unanswered.filter(found::equals).isPresent(), () -> room + " is "
                + found + ", acknowledged was " + acknowledged + ", not answered yet " + unanswered + ": "
                + shown.out());
        acknowledged = found;
        unanswered = Optional.empty();
    }

    /** How much was done. */
    public int number() {
        return number;
    }

    private static Optional<String> found(String pattern, Result shown) {
        Matcher matcher = Pattern.compile(pattern).matcher(shown.out());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
