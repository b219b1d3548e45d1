package imc.room.notices.internal;

import imc.api.command.Notice;
import imc.api.text.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an operator has written for a notice: {@code joined_de = {0} ist da}.
 *
 * @param name     of the notice
 * @param language none in particular: for whoever has no text in his own
 */
record OwnText(String name, Language language, String text) {

    /** How many there may be, and how long. */
    static final int MOST = 200;
    static final int LONGEST = 1_000;

    /** What can be reworded, and how many arguments each has. */
    private static final Map<String, Integer> NAMES = Map.ofEntries(Map.entry("created", 0), Map.entry("destroyed", 0),
            Map.entry("joined", 1), Map.entry("left", 1), Map.entry("removed", 0), Map.entry("attempted", 1),
            Map.entry("invites", 2), Map.entry("declined", 1), Map.entry("now.owner", 1), Map.entry("now.admin", 1),
            Map.entry("now.member", 1));
    /** As it is written in a configuration file, where a value has one line. */
    private static final String LINE_END = "\\r\\n";
    private static final Pattern LINE = Pattern.compile("([a-z.]{1,32})(?:_([A-Za-z]{2,3}))?[ \\t]*=[ \\t]*(.*)");
    private static final Pattern ARGUMENT = Pattern.compile("\\{([0-9])}");
    private static final int SHOWN = 60;

    /** Which notice, in which language. */
    record Key(String name, Language language) {
    }

    Key key() {
        return new Key(name, language);
    }

    /** As it was configured. */
    @Override
    public String toString() {
        return label() + " = " + text;
    }

    /** Its name in the configuration. */
    String label() {
        return name + (language.equals(Language.NONE) ? "" : "_" + language.tag());
    }

    /** The names of notices, for people. */
    static String names() {
        return NAMES.keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    /**
     * Reads what is configured, each text on a line of its own; in a file of one line, they are parted by the four
     * characters {@code \\r\\n}.
     *
     * @throws IllegalArgumentException saying what is wrong with which
     */
    static List<OwnText> list(String lines) {
        List<OwnText> texts = new ArrayList<>();
        Set<Key> keys = new HashSet<>();
        for (String line : lines.replace(LINE_END, "\n").lines().map(String::strip).filter(each -> !each.isEmpty())
                .toList()) {
            OwnText read = read(line);
            if (!keys.add(read.key())) {
                throw new IllegalArgumentException("there are two texts for " + read.label());
            }
            texts.add(read);
        }
        if (texts.size() > MOST) {
            throw new IllegalArgumentException("there are " + texts.size() + " texts, and at most " + MOST
                    + " may be there");
        }
        return List.copyOf(texts);
    }

    private static OwnText read(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + shown(line) + "' is no line like joined = {0} is here");
        }
        String name = matcher.group(1);
        Integer arguments = NAMES.get(name);
        if (arguments == null) {
            throw new IllegalArgumentException("there is no notice '" + name + "'; there are " + names());
        }
        Language language = matcher.group(2) == null ? Language.NONE : Language.of(matcher.group(2));
        OwnText text = new OwnText(name, language, matcher.group(3));
        if (text.text.isEmpty()) {
            throw new IllegalArgumentException("the text for " + text.label() + " is empty");
        }
        if (text.text.length() > LONGEST) {
            throw new IllegalArgumentException("the text for " + text.label() + " has " + text.text.length()
                    + " characters, and may have " + LONGEST);
        }
        text.requireArguments(arguments);
        return text;
    }

    private void requireArguments(int there) {
        Matcher matcher = ARGUMENT.matcher(text);
        while (matcher.find()) {
            if (Integer.parseInt(matcher.group(1)) >= there) {
                throw new IllegalArgumentException("the text for " + label() + " has " + matcher.group()
                        + ", and the notice has " + (there == 0 ? "nothing to fill in"
                        : there == 1 ? "{0} alone" : "{0} to {" + (there - 1) + "}"));
            }
        }
    }

    private static String shown(String line) {
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    }

    /**
     * This, ready to be filled: variables by what is read of the text between arguments, which are never read as
     * variables, whatever a user is called.
     *
     * @param reading makes something of each piece that has variables
     * @throws IllegalArgumentException as {@code reading} does
     */
    FilledText with(Function<String, FilledText.Part> reading) {
        List<FilledText.Part> parts = new ArrayList<>();
        Matcher matcher = ARGUMENT.matcher(text);
        int from = 0;
        while (matcher.find()) {
            add(parts, text.substring(from, matcher.start()), reading);
            int argument = Integer.parseInt(matcher.group(1));
            parts.add((facts, arguments) -> argument < arguments.size() ? arguments.get(argument) : "");
            from = matcher.end();
        }
        add(parts, text.substring(from), reading);
        return new FilledText(parts);
    }

    private static void add(List<FilledText.Part> parts, String piece, Function<String, FilledText.Part> reading) {
        if (!piece.isEmpty()) {
            parts.add(piece.indexOf('$') < 0 ? (facts, arguments) -> piece : reading.apply(piece));
        }
    }

    /** All by what they are for. */
    static Map<Key, OwnText> byKey(List<OwnText> texts) {
        Map<Key, OwnText> found = new HashMap<>();
        texts.forEach(text -> found.put(text.key(), text));
        return found;
    }

    /** Where to look for a notice's text, the best first. */
    static List<Key> keys(Notice.Wording wording) {
        Language liked = wording.language();
        List<Key> keys = new ArrayList<>();
        if (!liked.equals(Language.NONE)) {
            keys.add(new Key(wording.name(), new Language(liked.tag())));
            liked.further().forEach(tag -> keys.add(new Key(wording.name(), new Language(tag))));
        }
        keys.add(new Key(wording.name(), Language.NONE));
        return keys;
    }
}
