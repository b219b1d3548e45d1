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
     * Reads the first line of a body that begins with the start character; what follows the line's end is ignored.
     *
     * @throws IllegalArgumentException if there is no command name
     */
    static CommandLine parse(String body, String startChar) {
        int end = startChar.length();
        while (end < body.length() && "\r\n\0".indexOf(body.charAt(end)) < 0) {
            end++;
        }
        String line = body.substring(startChar.length(), end);
        if (line.isEmpty() || isBlank(line.charAt(0))) {
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
            while (end < line.length() && !isBlank(line.charAt(end))) {
                end++;
            }
            words.add(line.substring(start, end));
            while (end < line.length() && isBlank(line.charAt(end))) {
                end++;
            }
        }
        return words;
    }

    /** What looks like a blank, or like nothing: nobody can see why a word with it in it is not the right one. */
    private static boolean isBlank(char c) {
        if (c < 0x80) {
            return c == ' ' || c >= '\t' && c <= '\r';
        }
        return Character.isSpaceChar(c) || Character.isWhitespace(c)
                || Character.getType(c) == Character.FORMAT && !isJoiner(c) || c == 0x85;
    }

    /** What some scripts and emoji need inside a word. */
    private static boolean isJoiner(char c) {
        return c == 0x200C || c == 0x200D;
    }
}
