package imc.bench;

import imc.bench.load.Credentials;
import imc.bench.load.DigestWire;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What it costs to ask for passwords: clients who log in, each with a nonce that it has already, beside others whom
 * nobody asks. The store is a durable one, as users have to be in it; messages do not touch it.
 */
final class Passwords {

    private static final String PASSWORD = "bench-password";
    private static final String RUN = "login";

    private final Options options;
    private final PrintStream out;

    Passwords(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** What our server has to be configured with, in imc.auth; a run may be longer than a nonce is good for. */
    static List<String> digest(String algorithm) {
        return List.of("auth = digest", "algorithms = " + algorithm, "nonce_expire = 86400");
    }

    /** Adds the members of a run as users; they log in by the wire of the stage that is returned. */
    static Stage loggedIn(Stage stage, Management management, String run, int members, String algorithm)
            throws IOException {
        for (int i = 0; i < members; i++) {
            management.result("imc_add_user",
                    "\"user\":\"sip:m" + i + "@" + run + ".example\",\"password\":\"" + PASSWORD + "\"");
        }
        return new Stage(stage.server(), new DigestWire(stage.wire(),
                new Credentials(stage.server().address(), run, members, algorithm, PASSWORD), members));
    }

    /** Whether every message in these rooms of two reached the other member, so that each delivery is a MESSAGE. */
    boolean inRooms(int rooms) throws IOException {
        String transport = options.transports().get(0);
        Point point = Point.of(rooms + "x2");
        try (Stage open = Stage.ours(options, transport, true, Map.of("imc.auth", List.of("auth = none")));
                Stage md5 = asking(transport, 2 * rooms, "MD5");
                Stage sha256 = asking(transport, 2 * rooms, "SHA-256")) {
            List<Runner> runners = new ArrayList<>();
            for (Stage stage : List.of(open, md5, sha256)) {
                runners.add(new Runner(stage, transport, point, RUN, options));
            }
            for (int i = 0; i < options.rounds(); i++) {
                for (Runner runner : runners) {
                    runner.fullLoad();
                }
            }
            out.printf(Locale.ROOT, "%s %s%n%n| auth | µs of CPU a MESSAGE | ratio, in user mode |"
                    + " MESSAGEs per second | p50 / p99 ms at half load | exactly once |%n|---|--:|--:|--:|--:|---|%n",
                    transport, point.name());
            List<Result> results = new ArrayList<>();
            for (Runner runner : runners) {
                results.add(runner.result(runner.halfLoad()));
            }
            tell("none", results.get(0), results.get(0));
            tell("digest, MD5", results.get(1), results.get(0));
            tell("digest, SHA-256", results.get(2), results.get(0));
            return results.stream().allMatch(Result::correct);
        }
    }

    private Stage asking(String transport, int members, String algorithm) throws IOException {
        Management management = new Management();
        Stage stage = Stage.ours(options, transport, true,
                Map.of("imc.auth", digest(algorithm), "imc.mi.http", management.settings()));
        return loggedIn(stage, management, RUN, members, algorithm);
    }

    private void tell(String auth, Result result, Result none) {
        out.printf(Locale.ROOT, "| %s | %.1f | %.2f, %.2f | %,.0f | %.2f / %.2f | %s %s |%n", auth, result.cost(),
                result.costBy(none), result.userBy(none), result.rate(), result.half().p50(), result.half().p99(),
                result.correct() ? "yes" : "**no**", result.remarks());
    }
}
