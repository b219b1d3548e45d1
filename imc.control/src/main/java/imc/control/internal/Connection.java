package imc.control.internal;

import imc.api.health.Health;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** One client of the control socket: one Gogo session, whose variables last from line to line. */
final class Connection implements Runnable, AutoCloseable {

    /** The variable in which every session has the names of all commands. */
    private static final String COMMANDS = ".commands";
    /** Exit codes of the state; 2 to 4 are those of bin/imc itself. */
    private static final int STARTING = 1;
    private static final int DEGRADED = 5;
    private static final int DRAINING = 6;

    private final SocketChannel channel;
    private final CommandProcessor gogo;
    private final Bundle gogoBundle;
    private final Readiness readiness;
    private final CurrentHealth health;
    private final Aftermath aftermath;
    private boolean answering;
    private boolean closing;

    Connection(SocketChannel channel, CommandProcessor gogo, Readiness readiness, CurrentHealth health,
            Aftermath aftermath) {
        this.channel = channel;
        this.gogo = gogo;
        this.gogoBundle = FrameworkUtil.getBundle(gogo.getClass());
        this.readiness = readiness;
        this.health = health;
        this.aftermath = aftermath;
    }

    @Override
    public void run() {
        try (channel;
                PrintStream out = new PrintStream(new BufferedOutputStream(new FrameStream(Frame.OUT, this)), false,
                        StandardCharsets.UTF_8);
                StackTraces failures = new StackTraces(new FrameStream(Frame.ERR, this));
                PrintStream err = new PrintStream(failures, false, StandardCharsets.UTF_8);
                CommandSession session = gogo.createSession(InputStream.nullInputStream(), out, err)) {
            Optional<Frame> request = Frame.readFrom(channel);
            while (request.isPresent() && begin()) {
                int code = answer(request.get(), session, out, err, failures);
                out.flush();
                err.flush();
                failures.end();
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

    private synchronized boolean isClosing() {
        return closing;
    }

    private synchronized boolean finish() {
        answering = false;
        return !closing;
    }

    private int answer(Frame request, CommandSession session, PrintStream out, PrintStream err, StackTraces failures) {
        return switch (request.kind()) {
            case Frame.LINE -> execute(request.text(), session, out, failures);
            case Frame.STATUS -> status(out);
            case Frame.COMPLETE -> complete(request.text(), session, out);
            case Frame.VARIABLE -> set(request.text(), session);
            default -> {
                err.println("Unknown request '" + (char) request.kind() + "'; allowed are L, S, C and V");
                yield 1;
            }
        };
    }

    // A command is anybody's code: whatever it throws ends the command and not the connection.
    private int execute(String line, CommandSession session, PrintStream out, StackTraces failures) {
        // Not the session's: whoever ends Gogo closes that.
        PrintStream err = new PrintStream(failures, true, StandardCharsets.UTF_8);
        Set<Bundle> idle = aftermath.idle();
        int code;
        try {
            Object result = session.execute(line);
            boolean refused = result instanceof String text && StackTraces.isFailure(text);
            if (refused) {
                // As Gogo's own start tells that a bundle could not be started, or that there is none.
                err.println(result.toString().strip());
            } else if (result != null && !(result instanceof Boolean)) {
                out.println(session.format(result, Converter.INSPECT));
            }
            // As grep and test answer in any shell: by the exit code.
            code = refused || Boolean.FALSE.equals(result) ? 1 : 0;
        } catch (Throwable e) {
            // Where Gogo was stopped under the command, as by its own update, what has come of that is looked at below.
            code = gogoBundle.getState() == Bundle.ACTIVE && !isClosing() ? 1 : 0;
            if (code != 0) {
                err.println(e.getMessage() == null ? e.toString() : e.getMessage());
            }
            ControlSocket.LOG.debug("A command failed", e); // not the line: it may have a password in it
        }
        // Gogo ends by interrupting its threads.
        Thread.interrupted();
        // Many a command prints what it caught, and ends as if nothing had been.
        boolean failed = failures.end();
        List<String> lost = aftermath.settle(idle);
        if (!failed) {
            lost.forEach(err::println);
            failures.end();
        }
        return failed || !lost.isEmpty() ? 1 : code;
    }

    private static int set(String text, CommandSession session) {
        int end = text.indexOf('\n');
        if (end <= 0) {
            return 1;
        }
        session.put(text.substring(0, end), text.substring(end + 1));
        return 0;
    }

    private int status(PrintStream out) {
        Health now = health.now();
        String state = switch (now.state()) {
            case READY -> "imc is ready";
            case STARTING -> readiness.cannotStart() ? "imc cannot start" : "imc is starting";
            case DEGRADED -> "imc is degraded";
            case DRAINING -> "imc is draining";
        };
        out.println(now.reasons().isEmpty() ? state : state + ':' + Assessment.text(now.reasons()));
        readiness.details(now.reasons()).forEach(line -> out.println("  " + line));
        return switch (now.state()) {
            case READY -> 0;
            case STARTING -> STARTING;
            case DEGRADED -> DEGRADED;
            case DRAINING -> DRAINING;
        };
    }

    /**
     * Gogo keeps the names as scope:function, in small letters, and takes them in any; a person types them with the
     * scope or without.
     */
    private static int complete(String text, CommandSession session, PrintStream out) {
        String prefix = text.toLowerCase(Locale.ROOT);
        try {
            if (session.get(COMMANDS) instanceof Collection<?> names) {
                names.stream().map(String::valueOf)
                        .flatMap(name -> Stream.of(name, name.substring(name.indexOf(':') + 1)))
                        .filter(name -> name.startsWith(prefix)).distinct().sorted().forEach(out::println);
            }
            return 0;
        } catch (RuntimeException e) {
            // Gogo has gone: the line, when it comes, will say so.
            return 1;
        }
    }
}
