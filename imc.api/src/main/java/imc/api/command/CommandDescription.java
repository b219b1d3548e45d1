package imc.api.command;

import imc.api.text.Language;
import imc.api.text.Texts;
import java.util.List;
import java.util.Optional;

/**
 * A command as {@code #help} shows it.
 *
 * @param name    without the start character
 * @param aliases further names
 * @param usage   the arguments, see {@link ImcCommandProperties#usage()}
 * @param help    what it does, in one line, in English
 * @param details more of it, in lines, in English; empty for no more
 * @param texts   the same in further languages
 */
public record CommandDescription(String name, List<String> aliases, String usage, String help, String details,
        Optional<Texts> texts) {

    public CommandDescription {
        aliases = List.copyOf(aliases);
    }

    /** What it does, in one line. */
    public String help(Language language) {
        return texts.flatMap(all -> all.find(language, "help." + name)).orElse(help);
    }

    /** More of it, in lines; empty for no more. */
    public String details(Language language) {
        return texts.flatMap(all -> all.find(language, "details." + name)).orElse(details);
    }
}
