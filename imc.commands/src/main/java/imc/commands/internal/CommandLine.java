package imc.commands.internal;

import imc.api.text.Language;
import imc.commands.internal.command.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as it was written.
 *
 * @param name      what follows the start character
 * @param arguments the words behind it
 */
record CommandLine(String name, List<String> arguments) {

    /**
     * Reads the first line of a body that begins with the start character, as it is {@link Seen}; what follows the
     * line's end is ignored.
     *
     * @param language in which it is said that there is no command name
     * @throws IllegalArgumentException if there is none
     */
    static CommandLine parse(String body, String startChar, Language language) {
        int end = startChar.length();
        while (end < body.length() && "\r\n\0".indexOf(body.charAt(end)) < 0) {
            end++;
        }
        String line = Seen.of(body.substring(startChar.length(), end));
        if (line.isEmpty() || Seen.isBlank(line.charAt(0))) {
            throw new IllegalArgumentException(Words.TEXTS.get(language, "no.command", startChar));
        }
        List<String> words = words(line);
        return new CommandLine(words.get(0), words.subList(1, words.size()));
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>(3);
        for (int start = 0, end; start < line.length(); start = end) {
            end = start;
            while (end < line.length() && !Seen.isBlank(line.charAt(end))) {
                end++;
            }
            words.add(line.substring(start, end));
            while (end < line.length() && Seen.isBlank(line.charAt(end))) {
                end++;
            }
        }
        return words;
    }
}
