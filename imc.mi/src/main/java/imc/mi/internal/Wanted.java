package imc.mi.internal;

import imc.api.mi.MiException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which statistics somebody has asked for. */
final class Wanted {

    private final List<String> names;

    /**
     * @param names of a parameter of type list; null for all
     */
    Wanted(@Nullable Object names) {
        this.names = names instanceof List<?> several ? several.stream().map(String::valueOf).toList() : List.of("all");
    }

    /** Those that are meant, of all; a name that means none is refused. */
    List<Figures.Figure> of(List<Figures.Figure> all) throws MiException {
        for (String name : names) {
            if (!name.equals("all") && all.stream().noneMatch(figure -> figure.isOf(name))) {
                throw MiException.notFound("there is no statistic '" + name + "'; a name, a group with a colon ("
                        + String.join(", ", groups(all)) + ") and 'all' are allowed");
            }
        }
        return all.stream().filter(figure -> names.stream().anyMatch(figure::isOf)).toList();
    }

    private static List<String> groups(List<Figures.Figure> all) {
        return all.stream().flatMap(figure -> Stream.of(figure.group() + ":")).distinct().sorted().toList();
    }
}
