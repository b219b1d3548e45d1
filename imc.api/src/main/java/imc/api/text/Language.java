package imc.api.text;

import imc.api.Message;
import imc.api.Room;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A language in which somebody is told something: the primary subtag of RFC 5646 §2.2.1, two or three small letters.
 * Whether there are texts in it is not said here: {@link Texts} takes the first of those that he likes in which there
 * are.
 *
 * @param tag     {@code de}, what he likes best; empty for none in particular
 * @param further what he likes less, the best first; none of them empty
 */
public record Language(String tag, List<String> further) {

    /** None in particular: the one in which all texts are. */
    public static final Language NONE = new Language("");

    /** Whatever stands behind in a header is not looked at. */
    private static final int MOST_RANGES = 8;
    private static final int LONGEST_HEADER = 256;

    /** @throws IllegalArgumentException if one is none, or something is liked less than none in particular */
    public Language {
        further = List.copyOf(further);
        if (!tag.isEmpty() || !further.isEmpty()) {
            require(tag);
            further.forEach(Language::require);
        }
    }

    /** This one alone. */
    public Language(String tag) {
        this(tag, List.of());
    }

    private static void require(String tag) {
        if (!isTag(tag)) {
            throw new IllegalArgumentException("'" + tag.substring(0, Math.min(16, tag.length()))
                    + "' is no language: it is two or three letters, as in en, de or fr");
        }
    }

    private static boolean isTag(String tag) {
        return tag.length() >= 2 && tag.length() <= 3 && tag.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    /**
     * A tag as people write it: {@code DE}, {@code de-AT}.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Language of(String written) {
        int end = written.indexOf('-');
        return new Language((end < 0 ? written : written.substring(0, end)).strip().toLowerCase(Locale.ROOT));
    }

    /** What a room says to all of its members. */
    public static Language of(Room room) {
        return room.properties().isEmpty() ? NONE
                : room.properties().get(Room.LANGUAGE).flatMap(Language::read).orElse(NONE);
    }

    /** What a room, or its absence, says to one user: the room's language, else what he likes best. */
    public static Language of(Optional<Room> room, Language user) {
        Language spoken = room.map(Language::of).orElse(NONE);
        return spoken.equals(NONE) ? user : spoken;
    }

    /**
     * What the sender of a message likes, the best first, by its {@code Accept-Language} (RFC 3261 §20.3, RFC 9110
     * §12.5.4). What cannot be read there is left out.
     */
    public static Language of(Message message) {
        String header = message.headers().get(Message.ACCEPT_LANGUAGE);
        return header == null ? NONE : accepted(header);
    }

    private static Language accepted(String header) {
        record Range(String tag, double weight) {
        }
        List<Range> ranges = new ArrayList<>();
        String[] parts = header.substring(0, Math.min(header.length(), LONGEST_HEADER)).split(",", MOST_RANGES + 1);
        for (int i = 0; i < Math.min(parts.length, MOST_RANGES); i++) {
            String[] words = parts[i].split(";", 2);
            double weight = words.length < 2 ? 1 : weight(words[1].strip());
            if (weight > 0) {
                ranges.add(new Range(words[0], weight));
            }
        }
        List<String> tags = ranges.stream().sorted(Comparator.comparingDouble(Range::weight).reversed())
                .map(range -> read(range.tag())).flatMap(Optional::stream).map(Language::tag)
                .filter(tag -> !tag.isEmpty()).distinct().toList();
        return tags.isEmpty() ? NONE : new Language(tags.get(0), tags.subList(1, tags.size()));
    }

    private static double weight(String parameter) {
        try {
            return parameter.startsWith("q=") ? Double.parseDouble(parameter.substring(2)) : 1;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Optional<Language> read(String written) {
        try {
            return Optional.of(of(written));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
