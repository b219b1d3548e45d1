package imc.commands.internal;

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
     * @throws IllegalArgumentException if there is no command name
     */
    static CommandLine parse(String body, String startChar) {
        int end = startChar.length();
        while (end < body.length() && "\r\n\0".indexOf(body.charAt(end)) < 0) {
            end++;
        }
        String line = Seen.of(body.substring(startChar.length(), end));
        if (line.isEmpty() || Seen.isBlank(line.charAt(0))) {
            throw new IllegalArgumentException("No command follows '%s' (send '%shelp' for help)"
                    .formatted(startChar, startChar));
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
