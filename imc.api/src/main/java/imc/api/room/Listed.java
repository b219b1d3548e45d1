package imc.room.moderation.internal;

import imc.api.SipAddress;
import imc.api.text.Language;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of a list that a room keeps.
 *
 * @param who    {@link #key} of a user; {@code *@host} is everybody of a host
 * @param end    the second of the epoch with which it ends; 0 for never
 * @param by     the key of who wanted it; {@code -} for management
 * @param reason in one line; empty for none
 */
record Listed(String who, long end, String by, String reason) {

    /** Equal where addresses are. */
    static String key(SipAddress address) {
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

    boolean isOfHost() {
        return who.startsWith("*@");
    }

    boolean means(SipAddress user) {
        int at = who.length() - user.host().length() - 1;
        return at > 0 && who.charAt(at) == '@' && who.endsWith(user.host())
                && (isOfHost() || at == user.user().length() && who.startsWith(user.user()));
    }

    /** The user; for everybody of a host, one who is named so. */
    SipAddress user() {
        int at = who.lastIndexOf('@');
        return SipAddress.of(who.substring(0, at), who.substring(at + 1));
    }

    boolean isOver(Instant now) {
        return end != 0 && end <= now.getEpochSecond();
    }

    /** What is said behind who was banned or muted: {@code  until 14:30: reason}. */
    String tail(Language language, Instant now) {
        return (end == 0 ? "" : Refusal.TEXTS.get(language, "until", Times.shown(end, now)))
                + (reason.isEmpty() ? "" : ": " + reason);
    }
}
