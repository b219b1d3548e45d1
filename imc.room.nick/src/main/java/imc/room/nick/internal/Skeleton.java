package imc.room.nick.internal;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What is left of a name when all that looks alike is one: names of one skeleton are taken for each other. In the
 * manner of UTS #39 §4, by a table of our own, of the letters of Cyrillic, Greek, Armenian and Cherokee that look like
 * Latin ones: NFKC, case folding, those letters, and what few tell apart in one script: {@code 0} and {@code o};
 * {@code 1}, {@code l} and {@code i}; {@code rn} and {@code m}; {@code vv} and {@code w}. Accents tell names apart.
 */
final class Skeleton {

    /** Each letter above the one that it looks like. */
    private static final String[] ALIKE = {
        "АВЕКМНОРСТУХІЈЅԚԜѴҮаеорсухіјѕһԁԛԝкпѵү",
        "ABEKMHOPCTYXIJSQWVYaeopcyxijshdqwknvy",
        "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβγεηικνοπρςστυχωϲϳϵ",
        "ABEZHIKMNOPTYXabyenikvonpootuxwcje",
        "ՍՕԼօսհոցզյլ",
        "UOLouhngqjl",
        "ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᏚᎢᏙᎳᏃᎩ",
        "ABCDEHJKLMPSTVWZY",
        "ıɑɡȷɩǀ01i|",
        "lagjllolll"};

    private static final Map<Integer, Integer> TABLE = table();
    private static final char[] ASCII = ascii();

    private Skeleton() {
    }

    private static Map<Integer, Integer> table() {
        Map<Integer, Integer> table = new HashMap<>();
        for (int row = 0; row < ALIKE.length; row += 2) {
            int[] letters = ALIKE[row].codePoints().toArray();
            int[] latin = ALIKE[row + 1].codePoints().toArray();
            for (int i = 0; i < letters.length; i++) {
                table.put(letters[i], latin[i]);
            }
        }
        return Map.copyOf(table);
    }

    /** What {@link #ofAny} makes of each character of ASCII by itself. */
    private static char[] ascii() {
        char[] ascii = new char[128];
        for (int character = 0; character < ascii.length; character++) {
            ascii[character] = ofAny(Character.toString(character)).charAt(0);
        }
        return ascii;
    }

    /** Not empty, unless the name is. Most user parts are ASCII, and of a large room all are looked at. */
    static String of(String name) {
        char[] plain = new char[name.length()];
        for (int i = 0; i < plain.length; i++) {
            char character = name.charAt(i);
            if (character >= ASCII.length) {
                return ofAny(name);
            }
            plain[i] = ASCII[character];
        }
        return joined(new String(plain));
    }

    /** The same of whatever characters. */
    static String ofAny(String name) {
        String plain = Normalizer.normalize(Normalizer.normalize(name, Normalizer.Form.NFKC), Normalizer.Form.NFD);
        // Capitals look like others than their small letters do, and so stand in the table for themselves.
        String folded = latin(plain).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return joined(latin(latin(folded)));
    }

    private static String joined(String letters) {
        return letters.replace("rn", "m").replace("vv", "w");
    }

    private static String latin(String text) {
        StringBuilder latin = new StringBuilder(text.length());
        text.codePoints().forEach(each -> latin.appendCodePoint(TABLE.getOrDefault(each, each)));
        return latin.toString();
    }
}
