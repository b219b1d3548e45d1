package imc.run.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a command that has ended left behind. */
public record Result(int code, String out, String err) {

    /** Far more than any command takes: it is there so that a test that hangs says so. */
    private static final long DEADLINE_SECONDS = 120;

    /** Runs a command to its end. */
    public static Result of(ProcessBuilder command, String input) {
        Path out = null;
        Path err = null;
        try {
            // Into files and not pipes: a server that the command leaves behind would keep a pipe open.
            out = Files.createTempFile("imc", ".out");
            err = Files.createTempFile("imc", ".err");
            Process process = command.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command.command() + " has not ended; it wrote " + Files.readString(out)
                        + Files.readString(err));
            }
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            delete(out);
            delete(err);
        }
    }

    private static void delete(Path file) {
        if (file != null && !file.toFile().delete()) {
            throw new IllegalStateException(file + " cannot be deleted");
        }
    }
}
