package imc.run.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's SIPp and sipsak, run against a server of 127.0.0.1. */
public final class SipTools {

    private static final Path SIPP = Path.of("/usr/bin/sipp");
    private static final Path SIPSAK = Path.of("/usr/bin/sipsak");
    private static final Path SCENARIOS = Path.of("src/test/sipp").toAbsolutePath();

    private final int port;

    public SipTools(int port) {
        this.port = port;
    }

    public static boolean hasSipsak() {
        return Files.isExecutable(SIPSAK);
    }

    /**
     * Runs a scenario of {@code src/test/sipp} once, over UDP.
     *
     * @param from    the local IP address
     * @param authUri what credentials are made for, without its scheme
     * @return 0 where everything was answered as the scenario says, else what was not
     */
    public Result sipp(String scenario, String from, String authUri) {
        Path directory = Directories.temporary();
        Path errors = directory.resolve("errors");
        try {
            ProcessBuilder command = new ProcessBuilder(SIPP.toString(), "127.0.0.1:" + port,
                    "-sf", SCENARIOS.resolve(scenario).toString(), "-m", "1", "-i", from, "-nostdin",
                    "-auth_uri", authUri, "-key", "oversized", "x".repeat(3000), "-recv_timeout", "10000",
                    "-timeout", "60", "-timeout_error", "-trace_err", "-error_file", errors.toString());
            Result result = Result.of(command.directory(directory.toFile()), "");
            return new Result(result.code(), "", Files.exists(errors) ? Files.readString(errors) : result.err());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Directories.delete(directory);
        }
    }

    /** Registers somebody for ten minutes, from a local IP address, with everything that is received in the output. */
    public Result sipsakRegister(String user, String password, String from) {
        return sipsak(List.of("-U", "-x", "600", "-k", from, "-s", "sip:" + user + "@127.0.0.1", "-r",
                Integer.toString(port)), user, password, "");
    }

    /** Sends a request as it stands, but for Via and credentials, with everything that is received in the output. */
    public Result sipsak(String request, String user, String password, String from) {
        return sipsak(List.of("-f", "-", "-k", from, "-s", "sip:127.0.0.1:" + port), user, password, request);
    }

    private static Result sipsak(List<String> arguments, String user, String password, String input) {
        List<String> command = new ArrayList<>(List.of(SIPSAK.toString(), "-vvv", "-u", user, "-a", password));
        command.addAll(arguments);
        return Result.of(new ProcessBuilder(command), input);
    }
}
