package imc.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a running Java virtual machine for something by jcmd. */
final class JavaProcess {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private final long pid;

    JavaProcess(ProcessHandle process) {
        pid = process.pid();
    }

    /** Bytes of live objects on the heap, after a full collection. */
    long liveBytes() throws IOException {
        Matcher matcher = TOTAL.matcher(jcmd("GC.class_histogram"));
        if (!matcher.find()) {
            throw new IOException("jcmd " + pid + " GC.class_histogram told no total");
        }
        return Long.parseLong(matcher.group(1));
    }

    void startRecording(Path file) throws IOException {
        jcmd("JFR.start", "name=bench", "settings=profile", "filename=" + file.toAbsolutePath());
    }

    void stopRecording() throws IOException {
        jcmd("JFR.stop", "name=bench");
    }

    private String jcmd(String... command) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        line.add(String.valueOf(pid));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", line) + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return said;
    }
}
