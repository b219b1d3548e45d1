package imc.room.nick.internal;

import imc.api.Answer;
import imc.api.Blanks;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Checks;
import imc.api.command.Step;
import imc.api.store.Change;
import imc.api.text.Language;
import imc.api.text.Texts;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a name may be, in itself and beside the others of a room; and how it is given and taken away. */
final class Nicks {

    /** In characters. */
    static final int MOST = 32;
    private static final int LONGEST_SPELLING = 8 * MOST;
    static final Texts TEXTS = Texts.beside(Nicks.class);
    static final Checks CHECKS = new Checks(TEXTS, -171);

    /** The code of a name that another has. */
    static final int TAKEN = -175;

    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int MOST_MARKS = 2;
    /** What is written with one another, beside what has one script. */
    private static final List<Set<UnicodeScript>> TOGETHER = List.of(
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HANGUL), EnumSet.of(UnicodeScript.HAN, UnicodeScript.BOPOMOFO));

    private Nicks() {
    }

    /** As it is kept: one spelling for what is one. What is far too long stays as it is, and is refused. */
    static String spelt(String written) {
        return written.length() > LONGEST_SPELLING ? written : Normalizer.normalize(written, Normalizer.Form.NFC);
    }

    /** What stands against a name in this room, for this user. */
    static Optional<Answer> objection(Language language, Room room, SipAddress user, String name) {
        Optional<String> wrong = wrong(language, name);
        if (wrong.isPresent()) {
            return Optional.of(CHECKS.answer(language, 3, BAD_REQUEST, wrong.get()));
        }
        String skeleton = Skeleton.of(name);
        boolean isTaken = others(room, user).anyMatch(other -> Skeleton.of(other).equals(skeleton));
        return isTaken ? Optional.of(CHECKS.answer(language, 4, FORBIDDEN)) : Optional.empty();
    }

    /** What others are called, in the room or by it. */
    private static Stream<String> others(Room room, SipAddress user) {
        Stream<String> words = Stream.concat(Stream.of(room.address().displayUser()),
                Stream.of(Role.values()).map(Role::word));
        return Stream.concat(words, room.members().stream().filter(member -> !member.address().equals(user))
                .flatMap(member -> Stream.concat(member.name().stream(), Stream.of(member.address().displayUser()))));
    }

    private static Optional<String> wrong(Language language, String name) {
        int length = name.codePointCount(0, name.length());
        if (length < 1 || length > MOST) {
            return Optional.of(TEXTS.get(language, "wrong.length", length, MOST));
        }
        if (!isOfAllowed(name)) {
            return Optional.of(TEXTS.get(language, "wrong.characters"));
        }
        return isOfOneScript(name) ? Optional.empty() : Optional.of(TEXTS.get(language, "wrong.scripts"));
    }

    /** Letters and digits in their plain form, few marks upon each, and what stands in user parts. */
    private static boolean isOfAllowed(String name) {
        int marks = MOST_MARKS;
        for (int at = 0, character; at < name.length(); at += Character.charCount(character)) {
            character = name.codePointAt(at);
            boolean isMark = switch (Character.getType(character)) {
                case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
                default -> false;
            };
            marks = isMark ? marks + 1 : 0;
            boolean isLetter = Character.isLetterOrDigit(character);
            if (marks > MOST_MARKS || !isMark && !isLetter && (at == 0 || "-_.".indexOf(character) < 0)
                    || Blanks.isBlank(character)) {
                return false;
            }
        }
        return Normalizer.isNormalized(name, Normalizer.Form.NFKC);
    }

    private static boolean isOfOneScript(String name) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        name.codePoints().mapToObj(UnicodeScript::of)
                .filter(script -> script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
                .forEach(scripts::add);
        return scripts.size() <= 1 || TOGETHER.stream().anyMatch(all -> all.containsAll(scripts));
    }

    /** Gives a name, and tells all. */
    static Step giving(Room room, SipAddress user, String name) {
        return changing(room, user, Optional.of(name)).noticing(room.present(),
                TEXTS.get(Language.of(room), "called", room.label(user), Room.label(name)));
    }

    /** Takes it away, and tells all. */
    static Step taking(Room room, SipAddress user) {
        return changing(room, user, Optional.empty()).noticing(room.present(),
                TEXTS.get(Language.of(room), "again", room.label(user), own(room, user)));
    }

    /** What a member is called without a name. */
    static String own(Room room, SipAddress user) {
        return room.member(user).map(member -> room.with(member.with(member.properties().with(Member.NAME,
                Optional.empty())))).orElse(room).label(user);
    }

    private static Step changing(Room room, SipAddress user, Optional<String> name) {
        return Step.done().changing(new Change.MemberPropertyPut(room.address(), user, Member.NAME, name));
    }
}
