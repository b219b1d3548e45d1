package imc.commands.internal.command;

import imc.api.command.ImcCommand;
import imc.api.text.Texts;
import java.util.Optional;

/** A command of this bundle: it says what it says in the bundle's words. */
interface StandardCommand extends ImcCommand {

    @Override
    default Optional<Texts> texts() {
        return Optional.of(Words.TEXTS);
    }
}
