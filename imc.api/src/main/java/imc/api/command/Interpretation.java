package imc.api.command;

import imc.api.Answer;
import imc.api.SipAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What an {@link Interpreter} has read. */
public sealed interface Interpretation {

    /**
     * A command that can be carried out.
     *
     * @param name      the command's own, also where it was called by another of its names
     * @param command   what is called
     * @param room      the room that it is for; empty for a command that is for none
     * @param arguments by the words of the command's usage; what was left out is missing
     */
    record Call(String name, ImcCommand command, Optional<SipAddress> room, Map<String, String> arguments)
            implements Interpretation {
        public Call {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(command, "command");
            Objects.requireNonNull(room, "room");
            arguments = Map.copyOf(arguments);
        }
    }

    /**
     * A call that cannot be read.
     *
     * @param name   the command's name; empty where even that cannot be told
     * @param answer the refusal
     */
    record Refused(Optional<String> name, Answer answer) implements Interpretation {
        public Refused {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(answer, "answer");
        }
    }

    /**
     * A command that there is not.
     *
     * @param hint what its sender is told, without {@link Notice#MARK}
     */
    record Unknown(String hint) implements Interpretation {
        public Unknown {
            Objects.requireNonNull(hint, "hint");
        }
    }
}
