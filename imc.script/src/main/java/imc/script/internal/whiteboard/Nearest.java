package imc.script.internal.whiteboard;

import java.util.Collection;
import java.util.Comparator;

/** What somebody has probably meant. */
final class Nearest {

    private static final int MOST = 2;

    private Nearest() {
    }

    /**
     * {@code ; did you mean send_reply?}, or nothing.
     *
     * @param mark what stands before names
     */
    static String to(String mark, String written, Collection<String> known) {
        return known.stream().filter(name -> distance(written, name) <= Math.min(MOST, name.length() / 2))
                .min(Comparator.comparingInt(name -> distance(written, name)))
                .map(name -> "; did you mean " + mark + name + "?").orElse("");
    }

    /** How many letters are to be put in, left out or changed. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = corner + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
