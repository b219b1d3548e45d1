package imc.api.room;

import imc.api.Member;
import imc.api.Properties;
import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.text.Language;
import imc.api.text.Texts;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something about a room that its people set by {@code #set}, and that is kept as a property of the room or, of a
 * {@link Who#SELF member}, of the member. To add one, register a service of this type: {@code #set} lists it from then
 * on, {@code imc_room} shows it, and its bundle reads the property. While the service is away the property stays, and
 * nobody can set it.
 * <p>
 * Methods are called in the room's turn, but for several rooms at once; they wait for nothing.
 */
@ConsumerType
public interface RoomSetting {

    /** Who may change a setting. */
    enum Who {
        /** The owner alone. */
        OWNER,
        /** The owner and admins. */
        ADMINS,
        /** Each member for himself: it is kept with the member. */
        SELF;

        /** Whether this member may. */
        public boolean includes(Member member) {
            return switch (this) {
                case OWNER -> member.role() == imc.api.Role.OWNER;
                case ADMINS -> member.role().governs();
                case SELF -> member.role().isPresent();
            };
        }
    }

    /** The name, as {@code #set} takes it and as the property has it ({@link Properties#requireName}). */
    String name();

    /** What is allowed, as {@code #set} shows it: {@code on|off}, {@code <text>}, {@code 0-50}. */
    String usage();

    /** The bundle's texts; {@code setting.NAME} among them says in one line what the setting is for. */
    Texts texts();

    /** Who may change it. */
    default Who who() {
        return Who.ADMINS;
    }

    /** What holds where nobody has set it, as {@code #set} shows it: {@code off}. */
    String fallback();

    /**
     * What is kept for a value that somebody has written. Empty for the default, which is not kept.
     *
     * @param value    not empty, without line ends
     * @param language in which he is told what is wrong
     * @throws IllegalArgumentException saying what is wrong with it and what is allowed, for him to read; it does not
     *                                  quote a value that is a secret
     */
    Optional<String> read(CommandCall call, String value, Language language);

    /**
     * Finds out what is kept where that takes time, before the room's turn comes: a slow hash. Called with the room as
     * it is then, on a thread that must not be held up. Where it gives something, {@link #read} is not asked.
     *
     * @param value    as {@link #read} has it
     * @param language as {@link #read} has it
     * @return empty where it takes no time, or the default is kept. Else completes with what is kept, or with nothing
     *         where there is too much to do: who sets it is told to come again (503 with {@code Retry-After}). It does
     *         so on whichever thread, within ten seconds; otherwise, and exceptionally, he is refused with 503
     * @throws IllegalArgumentException as {@link #read} does, which is asked then in the room's turn
     * @throws SettingRefusedException  where it is not set now, whatever the value is: too soon after the last time
     */
    default Optional<CompletionStage<Optional<String>>> preparing(CommandCall call, String value, Language language) {
        return Optional.empty();
    }

    /**
     * A kept value as it is shown, to people and to management: never a secret.
     *
     * @param kept what {@link #read} or {@link #preparing} made
     */
    default String shown(String kept) {
        return kept;
    }

    /**
     * Adds to what happens when it is set: who is told what.
     *
     * @param proposed the change and the answer to the sender
     * @param after    what is kept from then on; empty for the default
     */
    default Step setting(CommandCall call, Room room, Step proposed, Optional<String> after) {
        return proposed;
    }

    /** A setting that is {@value Room#ON} or absent, from {@code on} and {@code off}. */
    static Optional<String> onOff(String name, String value) {
        return switch (value.toLowerCase(java.util.Locale.ROOT)) {
            case "on" -> Optional.of(Room.ON);
            case "off" -> Optional.empty();
            default -> throw new IllegalArgumentException(name + " is on or off, not '" + value + "'");
        };
    }
}
