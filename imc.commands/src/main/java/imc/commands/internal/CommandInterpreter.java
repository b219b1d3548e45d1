package imc.commands.internal;

import imc.api.Answer;
import imc.api.ReturnCode;
import imc.api.SipAddress;
import imc.api.command.CommandDescription;
import imc.api.command.Interpretation;
import imc.api.command.Interpreter;
import imc.api.text.AddressTexts;
import imc.api.text.Language;
import imc.commands.internal.command.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads a command, and finds who carries it out, and for which room. */
@Component
public final class CommandInterpreter implements Interpreter {

    /** What is in every address as it is, is not here. */
    private static final Pattern NO_NAME = Pattern.compile("[^A-Za-z0-9._-]");
    private static final int LIKE = 64;

    private final CommandRegistry registry;

    @Activate
    public CommandInterpreter(@Reference CommandRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Interpretation read(String text, SipAddress addressed, String startChar,
            Predicate<SipAddress> isRoom, Predicate<SipAddress> canBeUser, Language language) {
        CommandLine line;
        try {
            line = CommandLine.parse(text, startChar, language);
        } catch (IllegalArgumentException e) {
            return new Interpretation.Refused(Optional.empty(), Answer.of(ReturnCode.UNREADABLE, e.getMessage()));
        }
        Predicate<String> isRoomWord = word -> isRoom.test(meant(word, addressed));
        Predicate<String> isNoUser = word -> !canBeUser.test(meant(word, addressed));
        return registry.find(line.name())
                .map(entry -> call(entry, line, addressed, startChar, isRoomWord, isNoUser, language))
                .orElseGet(() -> new Interpretation.Unknown(
                        Words.TEXTS.get(language, "invalid", line.name(), startChar)));
    }

    private static Interpretation call(CommandRegistry.Entry entry, CommandLine line, SipAddress addressed,
            String startChar, Predicate<String> isRoom, Predicate<String> isNoUser, Language language) {
        String name = entry.description().name();
        Map<String, String> arguments;
        try {
            arguments = entry.usage().match(line.arguments(), isRoom, isNoUser, language);
        } catch (IllegalArgumentException e) {
            return new Interpretation.Refused(Optional.of(name), Answer.of(ReturnCode.UNREADABLE,
                    Words.TEXTS.get(language, "usage", e.getMessage(), startChar + name, entry.usage()).strip()));
        }
        if (!entry.usage().hasRoom()) {
            return new Interpretation.Call(name, entry.command(), Optional.empty(), arguments);
        }
        SipAddress room = addressed;
        if (arguments.containsKey("room")) {
            try {
                room = SipAddress.resolve(arguments.get("room"), addressed);
            } catch (IllegalArgumentException e) {
                ReturnCode code = entry.command().badRoomAddress();
                return new Interpretation.Refused(Optional.of(name),
                        Answer.of(code, code.text() + ": " + AddressTexts.why(language, e)));
            }
        }
        return new Interpretation.Call(name, entry.command(), Optional.of(room), arguments);
    }

    /**
     * The address that a word is to be taken for. A word that is no address is a room, and refused as such, where one
     * that is much like it could be. Else it is something else, a password for instance, which may have any characters.
     */
    private static SipAddress meant(String word, SipAddress addressed) {
        try {
            return SipAddress.resolve(word, addressed);
        } catch (IllegalArgumentException e) {
            String like = NO_NAME.matcher(word.substring(0, Math.min(word.length(), LIKE))).replaceAll("_");
            return SipAddress.of(like, addressed.host());
        }
    }

    @Override
    public List<CommandDescription> commands() {
        return registry.descriptions();
    }
}
