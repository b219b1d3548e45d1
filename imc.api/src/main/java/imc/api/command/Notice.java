package imc.api.command;

import imc.api.SipAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A text that a command sends, in the name of its room or, to its sender, of whom he wrote to. One that is too long for
 * a message is sent in parts, split at line ends.
 *
 * @param receivers   who gets it; not changed afterwards
 * @param text        the whole text
 * @param undelivered what is done for each receiver whom it does not reach; empty for nothing
 * @param isPersonal  whether it is meant for one user. To the sender of the command that is its answer, and comes from
 *                    the address that the command was sent to; everything else comes from the room
 */
public record Notice(List<SipAddress> receivers, String text, Optional<Undelivered> undelivered, boolean isPersonal) {

    /** What a notice begins with, where it is not a list: {@code *** Room was created}. */
    public static final String MARK = "*** ";

    public Notice {
        Objects.requireNonNull(receivers, "receivers");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(undelivered, "undelivered");
    }
}
