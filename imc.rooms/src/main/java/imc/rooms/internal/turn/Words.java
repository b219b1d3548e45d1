package imc.rooms.internal.turn;

import imc.api.Answer;
import imc.api.ReturnCode;
import imc.api.Room;
import imc.api.text.Language;
import imc.api.text.Texts;
import imc.rooms.internal.whiteboard.Policies;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that the rooms themselves say to people, and the one place where a refusal is said in the language of whom it is
 * for: whoever refuses with a {@link ReturnCode}, in its own words, need not know languages. What stands behind these
 * words and a colon is left as it is.
 */
public final class Words {

    private static final Texts TEXTS = Texts.beside(Words.class);
    private static final Map<Integer, ReturnCode> CODES = Stream.of(ReturnCode.values())
            .filter(code -> code != ReturnCode.OK)
            .collect(Collectors.toUnmodifiableMap(ReturnCode::code, code -> code));
    /** Keys of what is answered in other words than those of its code. */
    private static final Map<String, String> KEYS = Map.of(Away.STORE.text(), "away.store",
            Away.SILENT_STORE.text(), "away.silent", Away.SILENT_KEEPER.text(), "away.keeper",
            Away.UNDECIDED.text(), "away.undecided", Away.TRANSPORT.text(), "away.transport",
            Away.COMMANDS.text(), "away.commands", Away.KNOWLEDGE.text(), "away.knowledge",
            Policies.UNGUARDED.text(), "away.policy",
            Policies.FAILED.text(), "failed.command", Policies.UNHANDLED.text(), "failed.message");

    private Words() {
    }

    /** What one user is told. */
    public static String to(Language language, String key, Object... arguments) {
        return TEXTS.get(language, key, arguments);
    }

    /** What a room tells its members. */
    public static String to(Room room, String key, Object... arguments) {
        return TEXTS.get(Language.of(room), key, arguments);
    }

    /** The answer as it is told in that language; the same where somebody has said it in words of his own. */
    public static Answer in(Language language, Answer answer) {
        if (language.equals(Language.NONE) || answer.isSuccess()) {
            return answer;
        }
        String key = KEYS.get(answer.text());
        if (key != null) {
            return inWords(answer, TEXTS.get(language, key, Away.RETRY_AFTER));
        }
        ReturnCode code = CODES.get(answer.code());
        if (code == null || !answer.text().startsWith(code.text())) {
            return answer;
        }
        String more = answer.text().substring(code.text().length());
        return more.isEmpty() || more.startsWith(":")
                ? inWords(answer, TEXTS.get(language, Integer.toString(code.code())) + more) : answer;
    }

    private static Answer inWords(Answer answer, String text) {
        return new Answer(answer.code(), answer.status(), answer.phrase(), text, answer.retryAfter());
    }
}
