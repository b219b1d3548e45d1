package imc.run.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of Debian's, without which a test is left out on a machine of which that is not told otherwise. */
public final class Debian {

    /** Environment variable: {@code true} where tests fail if a program is missing, instead of being left out. */
    private static final String REQUIRED = "IMC_REQUIRE_TOOLS";

    private Debian() {
    }

    /** Leaves the test out where a program of this package is neither there nor required. */
    public static void assume(String program, String debianPackage) {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)) || "true".equals(System.getenv(REQUIRED)),
                () -> program + " is not installed: Debian's package " + debianPackage);
    }
}
