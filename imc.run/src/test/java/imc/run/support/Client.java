package imc.run.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A SIP client of Debian's, without a screen: lines are typed, and what it says is read. */
public final class Client implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final String quit;
    private final String speaks;
    private final Process process;
    private final Writer keys;
    private final List<String> said = new ArrayList<>();
    private boolean ended;

    private Client(List<String> command, Path home, String speaks, String quit) throws IOException {
        this.speaks = speaks;
        this.quit = quit;
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("HOME", home.toString(), "XDG_DATA_HOME", "", "TERM", "dumb"));
        process = builder.start();
        keys = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "client");
        reader.setDaemon(true);
        reader.start();
    }

    /** baresip 1.0, whose only contact is the room. Registers by itself. */
    public static Client baresip(Path home, String user, String password, String server, String room)
            throws IOException {
        Files.createDirectories(home);
        Files.writeString(home.resolve("config"), String.join("\n", "sip_listen 127.0.0.1:0", "sip_verify_server no",
                "module_path /usr/lib/baresip/modules", "module stdio.so", "module_tmp account.so",
                "module_app contact.so", "module_app menu.so", ""));
        Files.writeString(home.resolve("accounts"), ("<sip:%s@%s>;regint=60;auth_user=%1$s;auth_pass=%s;"
                + "outbound=\"sip:%2$s\"\n").formatted(user, server, password));
        Files.writeString(home.resolve("contacts"), "\"room\" <" + room + ">\n");
        Client client = new Client(List.of("baresip", "-f", home.toString()), home, "/message ", "/quit");
        client.hears("200 OK");
        return client;
    }

    /** linphonec, registered when there is a message for it. */
    public static Client linphone(Path home, String user, String password, String server, String room)
            throws IOException {
        Files.createDirectories(home.resolve(".local/share/linphone"));
        Files.writeString(home.resolve("rc"), String.join("\n", "[sip]", "sip_port=-1", "sip_tcp_port=-1",
                "sip_tls_port=-1", "verify_server_certs=0", "verify_server_cn=0", ""));
        Client client = new Client(List.of("linphonec", "-c", home.resolve("rc").toString()), home,
                "chat " + room + " ", "quit");
        client.types("register sip:" + user + "@127.0.0.1 sip:" + server + " " + password);
        return client;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add(e.toString());
        }
        end();
    }

    private synchronized void add(String line) {
        said.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    private void types(String line) {
        try {
            keys.write(line + "\n");
            keys.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a message to the room. */
    public void says(String text) {
        types(speaks + text);
    }

    /** Waits until it has said that, and forgets everything up to there. */
    public synchronized void hears(String text) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (true) {
                for (int i = 0; i < said.size(); i++) {
                    if (said.get(i).contains(text)) {
                        said.subList(0, i + 1).clear();
                        return;
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (ended || left <= 0) {
                    throw new AssertionError("never: " + text + "\n" + String.join("\n", said));
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Ends it as its user would, so that it takes back its registration. */
    @Override
    public void close() {
        types(quit);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
