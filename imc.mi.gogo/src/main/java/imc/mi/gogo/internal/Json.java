package imc.mi.gogo.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;

/** A result as JSON, for programs that read the shell. */
final class Json {

    private static final JSON FORMAT = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

    private Json() {
    }

    static String text(Object tree) throws CommandFailed {
        try {
            return FORMAT.asString(tree);
        } catch (IOException e) {
            throw new CommandFailed("500 the result cannot be written as JSON: " + e.getMessage(), e);
        }
    }
}
