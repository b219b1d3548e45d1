package imc.api.command;

import java.util.List;

/**
 * A command as {@code #help} shows it.
 *
 * @param name    without the start character
 * @param aliases further names
 * @param usage   the arguments, see {@link ImcCommandProperties#usage()}
 * @param help    what it does, in one line
 */
public record CommandDescription(String name, List<String> aliases, String usage, String help) {

    public CommandDescription {
        aliases = List.copyOf(aliases);
    }
}
