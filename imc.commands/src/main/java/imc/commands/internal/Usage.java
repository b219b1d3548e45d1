package imc.commands.internal;

import imc.api.text.Language;
import imc.commands.internal.command.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A command's arguments, as its usage declares them, and how the words of a call are told apart by it. */
final class Usage {

    /** Where there is one, what somebody wrote may be it, and is not repeated. */
    private static final String PASSWORD = "password";

    private static final String REST = "...";

    /** One argument: {@code <word>} takes any word, {@code <word...>} all that are left, {@code word} itself. */
    private record Argument(String word, boolean isLiteral, boolean isRest) {

        private static final Argument ROOM = new Argument("room", false, false);

        private static Argument of(String bare) {
            if (!bare.startsWith("<") || !bare.endsWith(">")) {
                return new Argument(bare, true, false);
            }
            String word = bare.substring(1, bare.length() - 1);
            return word.endsWith(REST) ? new Argument(word.substring(0, word.length() - REST.length()), false, true)
                    : new Argument(word, false, false);
        }
    }

    private final String text;
    private final List<Argument> arguments = new ArrayList<>();
    /** Where the room stands, if all words that are left are taken behind it; -1 for nowhere. */
    private final int roomBeforeRest;
    private final boolean hasRoom;
    private final boolean hasSecret;

    /**
     * @param text for example {@code <user> <role> [<room>]}
     */
    Usage(String text) {
        this.text = text;
        for (String word : text.strip().split("\\s+")) {
            String bare = word.replaceAll("[\\[\\]]", "");
            if (!bare.isEmpty()) {
                arguments.add(Argument.of(bare));
            }
        }
        this.roomBeforeRest = arguments.indexOf(Argument.ROOM) < rest() ? arguments.indexOf(Argument.ROOM) : -1;
        this.hasRoom = arguments.contains(Argument.ROOM);
        this.hasSecret = arguments.contains(new Argument(PASSWORD, false, false));
    }

    /** Where the first argument is that takes all words that are left; -1 for nowhere. */
    private int rest() {
        return IntStream.range(0, arguments.size()).filter(at -> arguments.get(at).isRest()).findFirst().orElse(-1);
    }

    /** Whether the command is for a room. */
    boolean hasRoom() {
        return hasRoom;
    }

    /** Whether something stands behind what takes all words that are left, so that no call ever gives it. */
    boolean isNeverTaken() {
        return rest() >= 0 && rest() < arguments.size() - 1;
    }

    /**
     * Gives each word to an argument, in their order; only a last word that an argument spells out goes there at once,
     * so that {@code #create private} makes a private room, not a room named private. Where fewer words than arguments
     * are given, a word in the place of {@code [<room>]} that is no room is the next argument, and so is one in the
     * place of a {@code [word]} that is another word. Where all words that are left are taken, only a word with a host
     * that can be no user's address is a room before them; whatever else may be left out before it is left out then.
     *
     * @param isRoom   whether a word may be a room
     * @param isNoUser whether a word can be no user
     * @param language in which it is said that there are too many
     * @return the words by argument; what was left out is missing
     * @throws IllegalArgumentException if there are more words than arguments
     */
    Map<String, String> match(List<String> words, Predicate<String> isRoom, Predicate<String> isNoUser,
            Language language) {
        if (words.size() > arguments.size() && arguments.stream().noneMatch(Argument::isRest)) {
            throw new IllegalArgumentException(hasSecret ? Words.TEXTS.get(language, "too.many.arguments.unsaid")
                    : Words.TEXTS.get(language, "too.many.arguments", words.get(arguments.size())));
        }
        if (words.isEmpty()) {
            return Map.of();
        }
        Map<String, String> matched = new HashMap<>();
        int next = 0;
        for (int i = 0; i < words.size(); i++, next++) {
            if (next <= roomBeforeRest && (next == roomBeforeRest || isOtherThan(next, words.get(i)))) {
                next = isWholeRoom(words.get(i), isNoUser) ? roomBeforeRest : roomBeforeRest + 1;
            }
            if (words.size() < arguments.size() && isRoomBeforeWord(next) && !isRoom.test(words.get(i))) {
                next++;
            }
            if (words.size() - i < arguments.size() - next && isOtherThan(next, words.get(i))) {
                next++;
            }
            if (arguments.get(next).isRest()) {
                matched.put(arguments.get(next).word(), String.join(" ", words.subList(i, words.size())));
                break;
            }
            if (i == words.size() - 1) {
                next = literalFrom(next, words.get(i));
            }
            matched.put(arguments.get(next).word(), words.get(i));
        }
        return matched;
    }

    /** A room that is named with its host, so that it is not taken for the first word of what somebody says. */
    private static boolean isWholeRoom(String word, Predicate<String> isNoUser) {
        return word.indexOf('@') > 0 && isNoUser.test(word);
    }

    private boolean isRoomBeforeWord(int at) {
        return at != roomBeforeRest && at + 1 < arguments.size() && arguments.get(at).equals(Argument.ROOM)
                && !arguments.get(at + 1).isLiteral();
    }

    private boolean isOtherThan(int at, String word) {
        return arguments.get(at).isLiteral() && !arguments.get(at).word().equalsIgnoreCase(word);
    }

    private int literalFrom(int first, String word) {
        return IntStream.range(first, arguments.size())
                .filter(at -> arguments.get(at).isLiteral() && !isOtherThan(at, word)).findFirst().orElse(first);
    }

    @Override
    public String toString() {
        return text;
    }
}
