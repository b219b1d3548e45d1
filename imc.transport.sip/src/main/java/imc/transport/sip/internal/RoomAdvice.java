package imc.transport.sip.internal;

import imc.api.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is allowed and most likely not meant: each in a sentence that names PID, key, value and what would be right. */
final class RoomAdvice {

    private static final Pattern FLAGS = Pattern.compile("^\\(\\?[a-zA-Z]+\\)");
    /** Characters that stand for themselves, at the beginning, none of which is repeated. */
    private static final Pattern LITERAL =
            Pattern.compile("(?:(?:[^\\\\.*+?()\\[\\]{}|^$]|\\\\[^A-Za-z0-9])(?![*?{]))*");
    /** An expression that ends in a domain, letter by letter. */
    private static final Pattern DOMAIN = Pattern.compile(".*@((?:[A-Za-z0-9-]|\\\\?\\.)+)");

    private RoomAdvice() {
    }

    /** Looks settings over. */
    static List<String> on(Settings settings) {
        List<String> advice = new ArrayList<>();
        Patterns rooms = settings.get(RoomSettings.ROOMS);
        if (rooms.patterns().isEmpty()) {
            advice.add(said("rooms", "", "no room is served, and every MESSAGE for one is answered 404; "
                    + "right would be a pattern like " + Configuration.ROOMS));
        }
        check("rooms", rooms, advice);
        Patterns manager = settings.get(RoomSettings.MANAGER);
        check("manager", manager, advice);
        if (!rooms.patterns().isEmpty() && rooms.patterns().stream().allMatch(room -> isCovered(room, manager))) {
            advice.add(said("manager", manager.toString(), "it matches every room of rooms = '" + rooms + "', so that "
                    + "whatever is sent to a room is taken for a command; right would be one address, like "
                    + Configuration.MANAGER));
        }
        return advice;
    }

    /** Whether what a pattern matches belongs to the manager, as far as some examples tell. */
    private static boolean isCovered(Pattern room, Patterns manager) {
        if (manager.patterns().stream().anyMatch(pattern -> pattern.pattern().equals(room.pattern()))) {
            return true;
        }
        List<String> examples = examples(room);
        return !examples.isEmpty() && examples.stream().allMatch(example -> manager.patterns().stream()
                .anyMatch(pattern -> pattern.matcher(example).matches()));
    }

    /** Addresses that match, made of the text that the expression begins and ends with. */
    private static List<String> examples(Pattern pattern) {
        Matcher literal = LITERAL.matcher(FLAGS.matcher(pattern.pattern()).replaceFirst(""));
        String beginning = literal.lookingAt() ? literal.group() : "";
        Matcher domain = DOMAIN.matcher(pattern.pattern());
        String host = domain.matches() ? domain.group(1).replace("\\", "") : "example.com";
        return Stream.of("z7q-0815", "0815", "lunch", "").map(user -> beginning.replace("\\", "") + user)
                .flatMap(user -> Stream.of(user, user + "@" + host, "sip:" + user + "@" + host))
                .filter(address -> address.matches("(sip|tel):[^@]+(@[^@]+)?"))
                .filter(address -> pattern.matcher(address).matches()).toList();
    }

    private static void check(String key, Patterns patterns, List<String> advice) {
        for (Pattern pattern : patterns.patterns()) {
            PatternAdvice.on(pattern.pattern()).ifPresent(what -> advice.add(said(key, pattern.pattern(), what)));
        }
    }

    private static String said(String key, String value, String what) {
        return RoomSettings.PID + ": " + key + " = '" + value + "': " + what;
    }
}
