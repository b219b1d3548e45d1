package imc.control.internal;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in one line what was wrong, as of a stack trace that Declarative Services keep of a failed activation. */
final class Failure {

    private static final Pattern THROWN = Pattern.compile("(?:Caused by: )?([\\w.$]+)(?:: (.*))?");
    /** Wrapped around what the component threw by those who called it. */
    private static final Pattern WRAPPER =
            Pattern.compile(".*\\.(InvocationTargetException|ComponentException|UndeclaredThrowableException)");

    private Failure() {
    }

    /** The same of something that was thrown just now. */
    static String message(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        return message(trace.toString());
    }

    /**
     * @param stackTrace of any throwable, as {@link Throwable#printStackTrace()} writes it
     * @return the message of what the component threw, followed by that of its root cause where it says more
     */
    static String message(String stackTrace) {
        List<String> messages = new ArrayList<>();
        boolean first = true;
        for (String line : stackTrace.lines().toList()) {
            Matcher thrown = THROWN.matcher(line);
            if ((first || line.startsWith("Caused by: ")) && thrown.matches()
                    && !WRAPPER.matcher(thrown.group(1)).matches()) {
                messages.add(thrown.group(2) == null ? thrown.group(1) : thrown.group(2));
            }
            first = false;
        }
        if (messages.isEmpty()) {
            return stackTrace.lines().findFirst().orElse("no reason is given");
        }
        String outer = messages.get(0);
        String root = messages.get(messages.size() - 1);
        return outer.contains(root) ? outer : outer + ": " + root;
    }
}
