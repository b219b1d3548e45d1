package imc.api.room;

import imc.api.SipAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of a {@link RoomList}: a user, or everybody of a host. It means whoever's address is equal to it (RFC 3261
 * §19.1.4), however that is written; a nick or a display name has no part in it.
 *
 * @param who    {@link #key} of a user; {@code *@host} is everybody of a host
 * @param end    the second of the epoch with which it ends; 0 for never
 * @param by     the key of who wanted it; {@code -} for management
 * @param reason in one line; empty for none
 * @throws IllegalArgumentException if something is not in one line
 */
public record Listed(String who, long end, String by, String reason) {

    public Listed {
        requireLine("who", who, " \r\n");
        requireLine("by", by, " \r\n");
        requireLine("reason", reason, "\r\n");
    }

    private static void requireLine(String what, String text, String forbidden) {
        if (text.chars().anyMatch(character -> forbidden.indexOf(character) >= 0)) {
            throw new IllegalArgumentException("the " + what + " of a line has no line ends, and but for the reason no"
                    + " blanks: '" + text + "'");
        }
    }

    /** An address as a line has it: {@code user@host}. Equal where addresses are. */
    public static String key(SipAddress address) {
        return address.user() + '@' + address.host();
    }

    /** What {@link #line} wrote; empty for what it cannot have written. */
    static Optional<Listed> read(String line) {
        String[] parts = line.split(" ", 4);
        return parts.length == 4 && parts[0].indexOf('@') > 0 && parts[1].matches("[0-9a-z]{1,8}")
                ? Optional.of(new Listed(parts[0], Long.parseLong(parts[1], 36), parts[2], parts[3]))
                : Optional.empty();
    }

    String line() {
        return String.join(" ", who, Long.toString(end, 36), by, reason) + '\n';
    }

    /** Whether it means everybody of a host. */
    public boolean isOfHost() {
        return who.startsWith("*@");
    }

    /** Whether it means this user. */
    public boolean means(SipAddress user) {
        int at = who.length() - user.host().length() - 1;
        return at > 0 && who.charAt(at) == '@' && who.endsWith(user.host())
                && (isOfHost() || at == user.user().length() && who.startsWith(user.user()));
    }

    /** The user; for everybody of a host, one who is named so. */
    public SipAddress user() {
        int at = who.lastIndexOf('@');
        return SipAddress.of(who.substring(0, at), who.substring(at + 1));
    }

    /** Whether it has ended. */
    public boolean isOver(Instant now) {
        return end != 0 && end <= now.getEpochSecond();
    }
}
