package imc.bench.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/**
 * The processor time, user and system, that a process and all its descendants have spent: seconds, in steps of 0.01.
 * Linux only.
 */
public final class ProcessorTime implements DoubleSupplier {

    /** USER_HZ, which is 100 on every architecture that Java runs on. */
    private static final double TICKS_A_SECOND = 100;
    private static final int USER = 11;

    private final ProcessHandle process;

    /** @param process the first of them; children that it starts later count too */
    public ProcessorTime(ProcessHandle process) {
        this.process = process;
    }

    @Override
    public double getAsDouble() {
        return Stream.concat(Stream.of(process), process.descendants()).mapToLong(ProcessorTime::ticks).sum()
                / TICKS_A_SECOND;
    }

    private static long ticks(ProcessHandle process) {
        try {
            return ticks(Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"), ISO_8859_1));
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param stat a line of /proc/PID/stat (proc(5)); the program's name in it may hold blanks and brackets */
    static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1]);
    }
}
