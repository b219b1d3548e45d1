package imc.check;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** {@code imc check}: tells transcripts to a running server and reports a line for each file. */
public final class Check {

    private static final String USAGE = """
            usage: imc check FILE... [--target HOST:PORT] [--transport udp|tcp|tls] [--ca FILE] [--domain DOMAIN]
                              [--start-char C] [--all] [-h]

              FILE          a transcript, or a directory of transcripts (*.txt)
              --target      the server to talk to (default: 127.0.0.1:5060)
              --transport   udp, tcp or tls (default: udp)
              --ca          for tls, a PEM file with the certificates that are trusted (default: those that the JDK
                            trusts)
              --domain      the domain of the users and rooms (default: a new one for each file, so that no room of
                            an earlier run is in the way)
              --start-char  the character that begins a command there (default: #)
              --all         also tell transcripts that need a configuration other than the default one
              -h, --help    this
            """;

    private static final List<String> VALUED = List.of("--target", "--transport", "--ca", "--domain", "--start-char");
    /** Of every other command of {@code bin/imc}. */
    private static final List<String> OTHERS = List.of("--conf", "--data");

    private final List<Path> files = new ArrayList<>();
    private final PrintStream out;
    private final PrintStream err;
    private boolean all;
    private String server = "127.0.0.1:5060";
    private String transport = "udp";
    private Optional<Path> trusted = Optional.empty();
    private String domain;
    private String startChar = "#";

    /** How telling one transcript ended. */
    private enum Outcome {
        PASSED, FAILED, SKIPPED
    }

    private Check(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Exits 0 if everything was as it is written, 1 if not, 2 if it could not be tried. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) throws InterruptedException {
        if (arguments.contains("-h") || arguments.contains("--help")) {
            out.print(USAGE);
            return 0;
        }
        try {
            return new Check(out, err).read(arguments).tell();
        } catch (NoSuchFileException e) {
            err.println("imc check: there is no file " + e.getMessage());
        } catch (IOException e) {
            err.println("imc check: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            err.println("imc check: " + e.getMessage());
            err.print(USAGE);
        }
        return 2;
    }

    private Check read(List<String> arguments) throws IOException {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("-")) {
                addFiles(Path.of(argument));
                continue;
            }
            if (argument.equals("--all")) {
                all = true;
                continue;
            }
            if (OTHERS.contains(argument.replaceFirst("=.*", ""))) {
                throw new IllegalArgumentException(argument + " is no option of \"check\", which talks to --target, "
                        + "whatever that is configured by");
            }
            if (!VALUED.contains(argument)) {
                throw new IllegalArgumentException("unknown option " + argument);
            }
            if (++i == arguments.size() || arguments.get(i).isEmpty() || arguments.get(i).startsWith("--")) {
                throw new IllegalArgumentException(argument + " needs a value");
            }
            set(argument, arguments.get(i));
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no transcript is named");
        }
        return this;
    }

    private void set(String option, String value) {
        switch (option) {
            case "--target" -> server = value;
            case "--transport" -> transport = value;
            case "--ca" -> trusted = Optional.of(Path.of(value));
            case "--domain" -> domain = value;
            default -> startChar = value;
        }
    }

    private void addFiles(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            files.add(path);
            return;
        }
        try (Stream<Path> inside = Files.list(path)) {
            inside.filter(file -> file.toString().endsWith(".txt")).sorted().forEach(files::add);
        }
    }

    private InetSocketAddress address() {
        int colon = server.lastIndexOf(':');
        if (colon < 0 || !server.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("--target " + server + ": HOST:PORT is expected");
        }
        return new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
    }

    private int tell() throws IOException, InterruptedException {
        InetSocketAddress address = address();
        if (address.isUnresolved()) {
            throw new IOException("the host of --target " + server + " is not known");
        }
        Target target = new Target(address, transport, trusted, domain, startChar);
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (Path file : files) {
            outcomes.merge(tell(file, domain != null ? target
                    : target.withDomain("check-" + UUID.randomUUID().toString().substring(0, 8) + ".example")), 1,
                    Integer::sum);
        }
        int failed = outcomes.getOrDefault(Outcome.FAILED, 0);
        int skipped = outcomes.getOrDefault(Outcome.SKIPPED, 0);
        out.printf("%d passed, %d failed%s%n", outcomes.getOrDefault(Outcome.PASSED, 0), failed,
                skipped == 0 ? "" : ", " + skipped + " skipped");
        return failed == 0 ? 0 : 1;
    }

    private Outcome tell(Path file, Target target) throws IOException, InterruptedException {
        Transcript transcript = TranscriptReader.read(file);
        if (!transcript.needs().isEmpty() && !all) {
            out.printf("skip  %s (needs %s; --all tells it)%n", file.getFileName(), transcript.needs());
            return Outcome.SKIPPED;
        }
        try (Performance performance = new Performance(target)) {
            performance.of(transcript);
            out.printf("ok    %s (%d messages)%n", file.getFileName(), transcript.sayings());
            return Outcome.PASSED;
        } catch (Mismatch e) {
            out.printf("FAIL  %s:%d: %s%n", file.getFileName(), e.line(), e.getMessage());
        } catch (IOException e) {
            out.printf("FAIL  %s: %s %s: %s%n", file.getFileName(), target.transport(), server, e.getMessage());
        }
        return Outcome.FAILED;
    }
}
