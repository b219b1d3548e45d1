package imc.script.internal.whiteboard;

import imc.api.text.Nearest;
import java.util.Collection;

/** What somebody has probably meant. */
final class Meant {

    private static final int MOST = 2;

    private Meant() {
    }

    /**
     * {@code ; did you mean send_reply?}, or nothing.
     *
     * @param mark what stands before names
     */
    static String by(String mark, String written, Collection<String> known) {
        return Nearest.to(written, known, name -> Math.min(MOST, name.length() / 2))
                .map(name -> "; did you mean " + mark + name + "?").orElse("");
    }
}
