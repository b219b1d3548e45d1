package imc.mi.internal;

import imc.api.mi.MiSignature;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The commands at one moment, by all their names.
 *
 * @param <C> what a command is here
 */
final class Catalog<C> {

    private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private final Map<String, C> names = new HashMap<>();
    private final List<MiSignature> signatures;

    /**
     * @param commands those that are meant where names are the same stand before the others
     */
    Catalog(Collection<C> commands, Function<C, MiSignature> signature) {
        commands.forEach(command -> names.putIfAbsent(signature.apply(command).name(), command));
        signatures = names.values().stream().map(signature).sorted(Comparator.comparing(MiSignature::name)).toList();
        // No command can take another's own name.
        commands.forEach(command -> signature.apply(command).aliases()
                .forEach(alias -> names.putIfAbsent(alias, command)));
    }

    /** In alphabetical order. */
    List<MiSignature> signatures() {
        return signatures;
    }

    /**
     * By any spelling of a name. Kamailio 5 and OpenSIPS join its words by other characters, and the shell has none
     * between them: {@code imc:listRooms}, {@code listRooms}.
     */
    Optional<C> find(String name) {
        String joined = name.replace('.', '_').replace(':', '_');
        String parted = CAPITAL.matcher(joined).replaceAll("_").toLowerCase(Locale.ROOT);
        return Stream.of(joined, parted, "imc_" + parted).filter(names::containsKey).map(names::get).findFirst();
    }
}
