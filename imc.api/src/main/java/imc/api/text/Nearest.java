package imc.api.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** The name that was probably meant by one that is not known. */
public final class Nearest {

    private static final int SLIP = 2;

    private Nearest() {
    }

    /** The name that differs least from what was written, where that is little enough for a slip of the keyboard. */
    public static Optional<String> to(String written, Collection<String> known) {
        return to(written, known, name -> Math.max(SLIP, written.length() / 4));
    }

    /**
     * The name that differs least from what was written, where it differs little enough.
     *
     * @param most in how many characters each of the known names may differ
     */
    public static Optional<String> to(String written, Collection<String> known, ToIntFunction<String> most) {
        return known.stream().filter(name -> distance(written, name) <= most.applyAsInt(name))
                .min(Comparator.comparingInt(name -> distance(written, name)));
    }

    /** How many characters have to be put in, taken out or replaced to make one of the other (Levenshtein). */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
