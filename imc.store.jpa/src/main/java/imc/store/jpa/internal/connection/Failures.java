package imc.store.jpa.internal.connection;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the sentence that matters in what JPA and JDBC throw. */
public final class Failures {

    private Failures() {
    }

    /**
     * That the disk is full; or the message of the innermost database error, or else of the innermost failure. What has
     * to do with a password is not in it, because {@link Connections} lets no such failure out.
     */
    public static String sentence(Throwable failure) {
        Optional<Throwable> full = chain(failure).stream().filter(DiskFull.class::isInstance).findFirst();
        if (full.isPresent()) {
            return full.get().getMessage();
        }
        String line = words(failure);
        return sqlState(failure).map(state -> line + " (SQLState " + state + ")").orElse(line);
    }

    /** The sentence without the SQLState. */
    static String words(Throwable failure) {
        Throwable innermost = innermost(failure);
        String message = innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
        return message.lines().findFirst().orElse("").strip();
    }

    static Optional<String> sqlState(Throwable failure) {
        return innermost(failure) instanceof SQLException sql
                ? Optional.ofNullable(sql.getSQLState()) : Optional.empty();
    }

    /** Whether a database error with this SQLState is among the causes. */
    static boolean isSqlState(Throwable failure, String state) {
        return chain(failure).stream()
                .anyMatch(cause -> cause instanceof SQLException sql && state.equals(sql.getSQLState()));
    }

    /** Whether an embedded database takes no change because of how it was opened. */
    public static boolean isReadOnly(Throwable failure) {
        return isSqlState(failure, "25502");
    }

    private static Throwable innermost(Throwable failure) {
        List<Throwable> chain = chain(failure);
        return chain.stream().filter(SQLException.class::isInstance).reduce((outer, inner) -> inner)
                .orElse(chain.get(chain.size() - 1));
    }

    /** Whether all that is known is that there is no connection any more. */
    public static boolean isConnectionLost(Throwable failure) {
        return failure != null && innermost(failure) instanceof SQLException sql && sql.getSQLState() != null
                && sql.getSQLState().startsWith("08");
    }

    /** JDBC hides the reason in the next exception, everybody else in the cause; either may go in a circle. */
    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        Throwable at = failure;
        while (at != null && chain.size() < 50) {
            chain.add(at);
            Throwable next = at instanceof SQLException sql ? sql.getNextException() : null;
            at = next != null ? next : at.getCause();
        }
        return chain;
    }
}
