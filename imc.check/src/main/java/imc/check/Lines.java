package imc.check;

import java.util.List;
import java.util.stream.IntStream;

/** Compares texts line by line, where a line {@code ...} of the expected one stands for any lines, or for none. */
final class Lines {

    private static final String ANY = "...";

    private Lines() {
    }

    static boolean match(String expected, String found) {
        return expected.equals(found)
                || match(List.of(expected.split("\n", -1)), List.of(found.split("\n", -1)));
    }

    private static boolean match(List<String> expected, List<String> found) {
        if (expected.isEmpty()) {
            return found.isEmpty();
        }
        List<String> rest = expected.subList(1, expected.size());
        if (!expected.get(0).equals(ANY)) {
            return !found.isEmpty() && expected.get(0).equals(found.get(0))
                    && match(rest, found.subList(1, found.size()));
        }
        return IntStream.rangeClosed(0, found.size())
                .anyMatch(skipped -> match(rest, found.subList(skipped, found.size())));
    }
}
