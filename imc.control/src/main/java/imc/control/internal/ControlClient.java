package imc.control.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The client that {@code bin/imc} runs: {@code ControlClient SOCKET status}, {@code ControlClient SOCKET line}
 * (standard input is one Gogo program), {@code ControlClient SOCKET lines} (every line of standard input is one) or
 * {@code ControlClient SOCKET user COMMAND USER} (the first line of standard input, if there is one, is a password: it
 * stands in no line, so that nobody can find it where lines are kept). Ends with 0 if every request went well, 1 if one
 * did not, {@value #NO_SERVER} if no server answers.
 */
public final class ControlClient {

    static final int NO_SERVER = 3;
    /** No command begins so: what is asked about it has a short answer, and at once. */
    private static final String NO_NAME = "\n";

    private final SocketChannel channel;
    private final PrintStream out;
    private final PrintStream err;

    ControlClient(SocketChannel channel, PrintStream out, PrintStream err) {
        this.channel = channel;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, false, StandardCharsets.UTF_8);
        int code;
        try (SocketChannel channel = open(args[0], err)) {
            code = new ControlClient(channel, out, err).run(args);
        } catch (IOException e) {
            err.println("imc: no answer from the server: " + e.getMessage());
            code = NO_SERVER;
        }
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Connects; also that may wait for a server that hangs. */
    static SocketChannel open(String socket, PrintStream err) throws IOException {
        try (Limit limit = new Limit(err)) {
            return SocketChannel.open(UnixDomainSocketAddress.of(socket));
        }
    }

    private int run(String[] args) throws IOException {
        return switch (args[1]) {
            case "status" -> {
                try (Limit limit = new Limit(err)) {
                    yield ask(Frame.of(Frame.STATUS, ""));
                }
            }
            case "line" -> line(new Frame(Frame.LINE, System.in.readAllBytes()));
            case "lines" -> lines();
            case "user" -> user(args[2], args[3]);
            default -> throw new IOException("unknown request " + args[1]);
        };
    }

    /** Runs a Gogo command that takes a user, and a password if one is given, both as they are. */
    private int user(String command, String user) throws IOException {
        String password;
        try { // a decoder that puts nothing in the place of what it cannot read
            password = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8.newDecoder()))
                    .readLine();
        } catch (CharacterCodingException e) {
            err.println("imc: the password is not written in UTF-8, and who knows it could not log in; nothing was"
                    + " changed. Use a terminal whose locale is one of UTF-8, such as C.UTF-8");
            return 1;
        }
        // By their names, and behind what ends options: then they may look like anything.
        Map<String, String> values = new LinkedHashMap<>(Map.of("imcUser", "user=" + user));
        if (password != null) {
            values.put("imcPassword", "password=" + password);
        }
        StringBuilder line = new StringBuilder(command).append(" --");
        for (Map.Entry<String, String> value : values.entrySet()) {
            try (Limit limit = new Limit(err)) {
                ask(Frame.of(Frame.VARIABLE, value.getKey() + '\n' + value.getValue()));
            }
            line.append(" $").append(value.getKey());
        }
        return line(Frame.of(Frame.LINE, line.toString()));
    }

    /** A server that hangs hears nothing; that a command takes its time is another matter. */
    int line(Frame line) throws IOException {
        try (Limit limit = new Limit(err)) {
            complete(NO_NAME);
        }
        return ask(line);
    }

    /** The names of commands that begin with a prefix. */
    List<String> complete(String prefix) throws IOException {
        Frame.of(Frame.COMPLETE, prefix).writeTo(channel);
        StringBuilder names = new StringBuilder();
        while (true) {
            Frame answer = Frame.readFrom(channel).orElseThrow(() -> new IOException("it closed the connection"));
            if (answer.kind() == Frame.EXIT) {
                return names.toString().lines().toList();
            }
            names.append(answer.text());
        }
    }

    private int lines() throws IOException {
        int code = 0;
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            code = Math.max(code, line(Frame.of(Frame.LINE, line)));
        }
        return code;
    }

    /** @return the exit code of a request, whose output is shown meanwhile */
    private int ask(Frame request) throws IOException {
        request.writeTo(channel);
        while (true) {
            Frame answer = Frame.readFrom(channel)
                    .orElseThrow(() -> new IOException("it closed the connection"));
            switch (answer.kind()) {
                case Frame.OUT -> show(answer, out);
                case Frame.ERR -> show(answer, err);
                default -> {
                    return answer.exitCode();
                }
            }
        }
    }

    private static void show(Frame answer, PrintStream stream) {
        stream.write(answer.content(), 0, answer.content().length);
        stream.flush();
    }
}
