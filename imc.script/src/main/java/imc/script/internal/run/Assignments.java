package imc.script.internal.run;

import imc.script.internal.eval.Failure;
import imc.script.internal.program.Statement;
import imc.script.internal.text.Position;
import imc.script.internal.text.Uri;

/** What it means to give something another value. */
final class Assignments {

    private Assignments() {
    }

    /** {@code $ru = …}, {@code $rU = …}, {@code $rd = …}. */
    static void rewrite(Source source, Statement.Assign assignment, String value) {
        Uri before = Uri.of(source.requestUri());
        String uri = switch (assignment.target()) {
            case USER -> before.withUser(value).toString();
            case DOMAIN -> before.withHost(value).toString();
            default -> value;
        };
        try {
            source.rewrite(uri);
        } catch (IllegalArgumentException e) {
            throw Failure.of("'" + uri + "' cannot be the Request-URI: " + e.getMessage(), null).at(assignment.at());
        }
    }

    /** What a route returns. */
    static int code(Object value, Position at) {
        if (value instanceof Boolean known) {
            return known ? 1 : -1;
        }
        try {
            return Integer.parseInt(value.toString());
        } catch (NumberFormatException e) {
            throw Failure.of("a route returns a whole number, and no '" + value + "'", null).at(at);
        }
    }
}
