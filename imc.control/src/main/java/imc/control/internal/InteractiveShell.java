package imc.control.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * What {@code bin/imc shell} runs on a terminal: {@code InteractiveShell SOCKET HISTORY}. One Gogo session with a
 * prompt, editing, a history that lasts, and completion of the names of commands, until {@code exit} or Ctrl-D.
 */
public final class InteractiveShell {

    private static final String PROMPT = "imc> ";

    private final ControlClient client;
    private final LineReader reader;
    private final PrintStream err;

    private InteractiveShell(ControlClient client, Terminal terminal, Path history, PrintStream err) {
        this.client = client;
        this.err = err;
        DefaultParser parser = new DefaultParser().eofOnUnclosedQuote(false).eofOnEscapedNewLine(false);
        parser.setEscapeChars(null);
        reader = LineReaderBuilder.builder().appName("imc").terminal(terminal).parser(parser)
                .history(new Remembered())
                .completer((line, word, candidates) -> complete(word, candidates))
                .variable(LineReader.HISTORY_FILE, history)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true).build();
    }

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int code = 0;
        try (Terminal terminal = TerminalBuilder.builder().system(true).encoding(StandardCharsets.UTF_8).build();
                SocketChannel channel = ControlClient.open(args[0], err)) {
            new InteractiveShell(new ControlClient(channel, out, err), terminal, Path.of(args[1]), err).run();
        } catch (IOException e) {
            err.println("imc: no answer from the server: " + e.getMessage());
            code = ControlClient.NO_SERVER;
        }
        System.exit(code);
    }

    /** What was typed, but for lines that may have a password in them. */
    private static final class Remembered extends DefaultHistory {

        @Override
        public void add(Instant time, String line) {
            String plain = line.replace("_", "").toLowerCase(Locale.ROOT);
            if (!plain.contains("adduser") && !plain.contains("passwd")
                    && !(plain.contains("setroom") && plain.contains("password"))) {
                super.add(time, line);
            }
        }
    }

    private void run() throws IOException {
        while (true) {
            try {
                String line = reader.readLine(PROMPT).strip();
                if (line.equals("exit") || line.equals("quit")) {
                    return;
                }
                if (!line.isEmpty()) {
                    client.line(Frame.of(Frame.LINE, line));
                }
            } catch (UserInterruptException e) {
                // As in any shell, the line is given up.
                continue;
            } catch (EndOfFileException e) {
                return;
            }
        }
    }

    private void complete(ParsedLine word, List<Candidate> candidates) {
        try {
            client.complete(word.word().substring(0, word.wordCursor())).stream().map(Candidate::new)
                    .forEach(candidates::add);
        } catch (IOException e) {
            err.println("imc: no answer from the server: " + e.getMessage());
        }
    }
}
