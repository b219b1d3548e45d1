package imc.control.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/** One client of the control socket: one Gogo session, whose variables last from line to line. */
final class Connection implements Runnable, AutoCloseable {

    /** The variable in which every session has the names of all commands. */
    private static final String COMMANDS = ".commands";
    private static final Duration REFRESH_PATIENCE = Duration.ofSeconds(60);

    private final SocketChannel channel;
    private final CommandProcessor gogo;
    private final Readiness readiness;
    private final StaleWiring wiring;
    private boolean answering;
    private boolean closing;

    Connection(SocketChannel channel, CommandProcessor gogo, Readiness readiness, StaleWiring wiring) {
        this.channel = channel;
        this.gogo = gogo;
        this.readiness = readiness;
        this.wiring = wiring;
    }

    @Override
    public void run() {
        try (channel;
                PrintStream out = stream(Frame.OUT);
                PrintStream err = stream(Frame.ERR);
                CommandSession session = gogo.createSession(InputStream.nullInputStream(), out, err)) {
            Optional<Frame> request = Frame.readFrom(channel);
            while (request.isPresent() && begin()) {
                int code = answer(request.get(), session, out, err);
                settle();
                out.flush();
                err.flush();
                send(Frame.exit(code));
                request = finish() ? Frame.readFrom(channel) : Optional.empty();
            }
        } catch (IOException e) {
            // The client has gone, or the component: either way nobody is left to tell.
            ControlSocket.LOG.debug("A control connection ended: {}", e.toString());
        }
    }

    synchronized void send(Frame frame) throws IOException {
        frame.writeTo(channel);
    }

    /**
     * Takes no further request. A command that runs may be the very one that stops this bundle, and in any of Gogo's
     * threads: it is left to finish and to tell its client.
     */
    @Override
    public synchronized void close() throws IOException {
        closing = true;
        if (!answering) {
            channel.close();
        }
    }

    private synchronized boolean begin() {
        answering = !closing;
        return answering;
    }

    private synchronized boolean finish() {
        answering = false;
        return !closing;
    }

    private int answer(Frame request, CommandSession session, PrintStream out, PrintStream err) {
        return switch (request.kind()) {
            case Frame.LINE -> execute(request.text(), session, out, err);
            case Frame.STATUS -> status(out);
            case Frame.COMPLETE -> complete(request.text(), session, out);
            default -> {
                err.println("Unknown request '" + (char) request.kind() + "'; allowed are L, S and C");
                yield 1;
            }
        };
    }

    // A command is anybody's code: whatever it throws ends the command and not the connection.
    private static int execute(String line, CommandSession session, PrintStream out, PrintStream err) {
        try {
            Object result = session.execute(line);
            if (result instanceof Boolean found) {
                // As grep and test answer in any shell: by the exit code.
                return found ? 0 : 1;
            }
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
            return 0;
        } catch (Throwable e) {
            err.println(e.getMessage() == null ? e.toString() : e.getMessage());
            ControlSocket.LOG.debug("Command '{}' failed", line, e);
            return 1;
        }
    }

    /** An update is done when all that it concerns runs again, so that the next line finds it so. */
    private void settle() {
        try {
            wiring.refresh();
            if (!wiring.awaitEnd(REFRESH_PATIENCE)) {
                ControlSocket.LOG.warn("Bundles are still being wired anew after {} s", REFRESH_PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int status(PrintStream out) {
        Assessment now = readiness.assess();
        out.println(now.isReady() ? "imc is ready" : "imc is not ready:" + now.reason());
        readiness.details().forEach(line -> out.println("  " + line));
        return now.isReady() ? 0 : 1;
    }

    /** Gogo keeps the names as scope:function; a person types either with the scope or without. */
    private static int complete(String prefix, CommandSession session, PrintStream out) {
        if (session.get(COMMANDS) instanceof Collection<?> names) {
            names.stream().map(String::valueOf)
                    .flatMap(name -> Stream.of(name, name.substring(name.indexOf(':') + 1)))
                    .filter(name -> name.startsWith(prefix)).distinct().sorted().forEach(out::println);
        }
        return 0;
    }

    private PrintStream stream(byte kind) {
        return new PrintStream(new BufferedOutputStream(new FrameStream(kind, this)), false, StandardCharsets.UTF_8);
    }
}
