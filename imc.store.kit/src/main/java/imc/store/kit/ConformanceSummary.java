package imc.store.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Says in one line for which store the kit was run and what came of it, or that it was not run and why. The line goes
 * to standard output and into a file of the directory {@value #DIRECTORY}.
 */
final class ConformanceSummary implements TestWatcher, AfterAllCallback {

    static final String DIRECTORY = "target/stores";

    private int passed;
    private int failed;
    private @Nullable String notRun;

    @Override
    public void testSuccessful(ExtensionContext context) {
        passed++;
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        failed++;
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        notRun = cause.getMessage();
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        notRun = reason.orElse("disabled");
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        context.getExecutionException().ifPresent(cause -> notRun = cause.getMessage());
        String store = name(context);
        String line = "Store conformance: " + store + ": " + outcome();
        System.out.println(line);
        Path directory = Files.createDirectories(Path.of(DIRECTORY));
        Files.writeString(directory.resolve(store.replaceAll("\\W+", "-") + ".txt"), line + "\n");
    }

    /** Where classes are nested, the outer one names the database. */
    private static String name(ExtensionContext context) {
        boolean isNested = context.getRequiredTestClass().isAnnotationPresent(Nested.class);
        return (isNested ? context.getParent().orElseThrow().getDisplayName() + ", " : "") + context.getDisplayName();
    }

    private String outcome() {
        if (passed + failed == 0) {
            return "NOT RUN: " + notRun;
        }
        return passed + " passed, " + failed + " failed" + (notRun == null ? "" : ", some not run: " + notRun);
    }
}
