package imc.store.jpa.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another process that has a database open. */
final class LockHolder implements AutoCloseable {

    private final Process process;

    LockHolder(Path directory) throws IOException {
        process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "-Dderby.stream.error.file=" + directory + ".log",
                "-cp", System.getProperty("java.class.path"), LockHolder.class.getName(), directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        if (!"open".equals(out.readLine())) {
            throw new IOException("the other process did not open " + directory);
        }
    }

    /** @param args the directory; ends when its input ends */
    public static void main(String[] args) throws Exception {
        Derby derby = new Derby(Path.of(args[0]));
        derby.connections().getConnection();
        System.out.println("open");
        System.in.read();
        derby.shutDown();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }
}
