package imc.api.text;

import imc.api.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that a bundle says to people: {@code texts.properties} beside one of its classes, in UTF-8, and for each further
 * language {@code texts_de.properties}, which may come from a fragment bundle. What is said is said in the first of the
 * languages that somebody likes in which there is that text; else in English. <code>{0}</code> stands for the first
 * argument, and so on; nothing else has a meaning.
 * <p>
 * All of them are read when it is made. A text by the name of a refusal's code ({@code -131}) is what {@link #refused}
 * says. Immutable; safe for use by many threads.
 */
public final class Texts {

    /** That of the file without a language in its name. */
    private static final String ENGLISH = "en";
    /** For what is filled in, mostly. */
    private static final int ROOM = 32;

    private final Class<?> place;
    private final Map<String, String> english;
    private final Map<String, Map<String, String>> others;

    private Texts(Class<?> place, Map<String, String> english, Map<String, Map<String, String>> others) {
        this.place = place;
        this.english = english;
        this.others = others;
    }

    /**
     * The texts beside this class.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Texts beside(Class<?> place) {
        Map<String, String> english = read(place, "");
        if (english.isEmpty()) {
            throw new IllegalArgumentException("there is no texts.properties beside " + place.getName());
        }
        Map<String, Map<String, String>> others = new HashMap<>();
        for (String language : Locale.getISOLanguages()) {
            Map<String, String> texts = read(place, "_" + language);
            if (!texts.isEmpty()) {
                others.put(language, texts);
            }
        }
        return new Texts(place, english, Map.copyOf(others));
    }

    private static Map<String, String> read(Class<?> place, String suffix) {
        try (InputStream file = place.getResourceAsStream("texts" + suffix + ".properties")) {
            if (file == null) {
                return Map.of();
            }
            Properties read = new Properties();
            read.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return read.stringPropertyNames().stream()
                    .collect(Collectors.toUnmodifiableMap(name -> name, read::getProperty));
        } catch (IOException e) {
            throw new UncheckedIOException("the texts beside " + place.getName() + " cannot be read", e);
        }
    }

    /**
     * A text.
     *
     * @param key of it; a text that there is not is a fault of the program
     * @throws IllegalArgumentException if there is none, in no language
     */
    public String get(Language language, String key, Object... arguments) {
        return find(language, key, arguments).orElseThrow(() ->
                new IllegalArgumentException("there is no text '" + key + "' beside " + place.getName()));
    }

    /** A text; empty where there is none of this key. */
    public Optional<String> find(Language language, String key, Object... arguments) {
        String text = language.tag().isEmpty() ? null : in(language.tag(), key);
        for (int i = 0; text == null && i < language.further().size(); i++) {
            text = in(language.further().get(i), key);
        }
        text = text == null ? english.get(key) : text;
        return text == null ? Optional.empty() : Optional.of(filled(text, arguments));
    }

    private @Nullable String in(String tag, String key) {
        return (tag.equals(ENGLISH) ? english : others.getOrDefault(tag, Map.of())).get(key);
    }

    /** A refusal in the words that stand beside its code. */
    public Answer refused(Language language, int code, int status, Object... arguments) {
        return Answer.refused(code, status, get(language, Integer.toString(code), arguments));
    }

    private static String filled(String text, Object... arguments) {
        int at = arguments.length == 0 ? -1 : text.indexOf('{');
        if (at < 0) {
            return text;
        }
        StringBuilder filled = new StringBuilder(text.length() + ROOM);
        int done = 0;
        while (at >= 0) {
            int digit = at + 2 < text.length() && text.charAt(at + 2) == '}' ? text.charAt(at + 1) - '0' : -1;
            if (digit >= 0 && digit < arguments.length) {
                filled.append(text, done, at).append(arguments[digit]);
                done = at + 3;
            }
            at = text.indexOf('{', Math.max(done, at + 1));
        }
        return filled.append(text, done, text.length()).toString();
    }
}
