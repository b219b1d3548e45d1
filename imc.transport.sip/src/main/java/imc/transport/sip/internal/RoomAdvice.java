package imc.transport.sip.internal;

import imc.api.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is allowed and most likely not meant: each in a sentence that names PID, key, value and what would be right. */
final class RoomAdvice {

    private static final List<String> BEGINNINGS = List.of("sip:", "tel:");
    private static final Pattern PORT = Pattern.compile(".*:[0-9]{2,5}");
    /** What could stand for an at sign. */
    private static final Pattern WILD = Pattern.compile(".*(?:@|\\.|\\[\\^|\\\\[SWDPux]).*");

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
        check("manager", settings.get(RoomSettings.MANAGER), advice);
        return advice;
    }

    private static void check(String key, Patterns patterns, List<String> advice) {
        for (Pattern pattern : patterns.patterns()) {
            String text = pattern.pattern();
            if (BEGINNINGS.stream().noneMatch(beginning -> mayBegin(pattern, beginning))) {
                advice.add(said(key, text, "it matches nothing, for an address begins with sip: or tel:; "
                        + "right would be sip:" + text));
            } else if (PORT.matcher(text).matches()) {
                advice.add(said(key, text, "it matches nothing, for ports are no part of an address; "
                        + "right would be " + text.substring(0, text.lastIndexOf(':'))));
            } else if (text.startsWith("sip:") && !WILD.matcher(text).matches()) {
                advice.add(said(key, text, "it matches no user's address, for there is no @ in it; "
                        + "right would be " + text + "@.*"));
            }
        }
    }

    /** Whether a match could begin like that, with whatever behind it. */
    private static boolean mayBegin(Pattern pattern, String beginning) {
        Matcher matcher = pattern.matcher(beginning);
        return matcher.matches() || matcher.hitEnd();
    }

    private static String said(String key, String value, String what) {
        return RoomSettings.PID + ": " + key + " = '" + value + "': " + what;
    }
}
