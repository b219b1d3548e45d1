package imc.control.internal;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs Gogo lines for {@code bin/imc shell} and answers {@code bin/imc status}, on the Unix domain socket that the
 * framework property {@value #SOCKET} names. Without that property there is no socket. Whoever may open the socket may
 * do everything: it is readable by its owner only.
 */
@Component(service = {}, immediate = true)
public final class ControlSocket {

    static final String SOCKET = "imc.control.socket";
    static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);

    private static final long THREAD_END_MILLIS = 2000;

    private final CommandProcessor gogo;
    private final Readiness readiness;
    private final CurrentHealth health;
    private final Aftermath aftermath;
    private final Path path;
    private final ServerSocketChannel server;
    private final Thread acceptor;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    /** @throws IOException if the socket cannot be made, or another living server has it */
    @Activate
    public ControlSocket(BundleContext context, @Reference CommandProcessor gogo, @Reference Readiness readiness,
            @Reference CurrentHealth health) throws IOException {
        this.gogo = gogo;
        this.readiness = readiness;
        this.health = health;
        this.aftermath = new Aftermath(context.getBundle(Constants.SYSTEM_BUNDLE_ID).getBundleContext());
        String name = context.getProperty(SOCKET);
        if (name == null) {
            path = null;
            server = null;
            acceptor = null;
            return;
        }
        path = Path.of(name);
        Files.createDirectories(path.toAbsolutePath().getParent());
        server = listen(path);
        acceptor = new Thread(this::accept, "imc-control");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    @Deactivate
    void close() throws IOException, InterruptedException {
        if (server == null) {
            return;
        }
        server.close();
        Files.deleteIfExists(path);
        acceptor.join(THREAD_END_MILLIS);
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private static ServerSocketChannel listen(Path path) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
        if (Files.exists(path)) {
            if (answers(address)) {
                throw new IOException("Another server is running on " + path.toAbsolutePath());
            }
            // Left behind by a server that was killed.
            Files.delete(path);
        }
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(address);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw new IOException("Cannot make the control socket " + path.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }

    private static boolean answers(UnixDomainSocketAddress address) {
        try (SocketChannel probe = SocketChannel.open(address)) {
            return probe.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private void accept() {
        int count = 0;
        while (server.isOpen()) {
            try {
                Connection connection = new Connection(server.accept(), gogo, readiness, health, aftermath);
                Thread thread = new Thread(() -> serve(connection), "imc-control-" + ++count);
                thread.setDaemon(true);
                connections.add(connection);
                thread.start();
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.warn("A control connection could not be taken: {}", e.toString());
            }
        }
    }

    private void serve(Connection connection) {
        try {
            connection.run();
        } finally {
            connections.remove(connection);
        }
    }
}
