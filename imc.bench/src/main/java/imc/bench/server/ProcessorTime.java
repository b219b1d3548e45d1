package imc.bench.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import imc.bench.load.Spent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The processor time that a process and all its descendants have spent, in steps of 0.01 seconds. Linux only.
 */
public final class ProcessorTime implements Supplier<Spent> {

    /** USER_HZ, which is 100 on every architecture that Java runs on. */
    private static final double TICKS_A_SECOND = 100;
    private static final int USER = 11;

    private final ProcessHandle process;

    /** @param process the first of them; children that it starts later count too */
    public ProcessorTime(ProcessHandle process) {
        this.process = process;
    }

    @Override
    public Spent get() {
        List<Path> processes = Stream.concat(Stream.of(process), process.descendants())
                .map(one -> Path.of("/proc", String.valueOf(one.pid()))).toList();
        long all = processes.stream().map(one -> read(one.resolve("stat")))
                .mapToLong(stat -> user(stat) + system(stat)).sum();
        long user = processes.stream().flatMap(one -> threads(one.resolve("task")).stream())
                .map(one -> read(one.resolve("stat"))).filter(stat -> !compiles(stat))
                .mapToLong(ProcessorTime::user).sum();
        return new Spent(all / TICKS_A_SECOND, user / TICKS_A_SECOND);
    }

    private static List<Path> threads(Path task) {
        try (Stream<Path> entries = Files.list(task)) {
            return entries.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line of proc(5); empty if it has ended meanwhile. */
    private static String read(Path stat) {
        try {
            return Files.readString(stat, ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether it is a thread of the virtual machine's compilers, which are named so. */
    static boolean compiles(String stat) {
        return stat.contains("(C1 Compiler") || stat.contains("(C2 Compiler");
    }

    /** @param stat a line of proc(5); the program's name in it may hold blanks and brackets */
    static long user(String stat) {
        return field(stat, USER);
    }

    static long system(String stat) {
        return field(stat, USER + 1);
    }

    private static long field(String stat, int number) {
        return stat.isEmpty() ? 0 : Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[number]);
    }
}
