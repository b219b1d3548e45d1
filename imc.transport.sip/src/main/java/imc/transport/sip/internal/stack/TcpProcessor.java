package imc.transport.sip.internal.stack;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One TCP listening point: a socket, a thread that accepts, and the connections in and out. */
final class TcpProcessor extends MessageProcessor implements Receiving {

    /** A peer that takes nothing for so long is given up, so that whoever writes to it is free again. */
    static final long MAX_WRITE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long SWEEP_MS = 1000;

    private final ServerSocket socket;
    private final Reception reception;
    private final Map<InetSocketAddress, TcpConnection> connections = new ConcurrentHashMap<>();
    private final ThreadGroup readers = new ThreadGroup("imc.transport.sip readers");
    private final Thread acceptor;
    private final Thread sweeper;

    TcpProcessor(ServerSocket socket, TransactionStack stack, Reception reception) {
        super(socket.getInetAddress(), socket.getLocalPort(), "tcp", stack);
        this.socket = socket;
        this.reception = reception;
        this.acceptor = Threads.daemon("imc-sip tcp " + socket.getLocalSocketAddress(), this::accept);
        this.sweeper = Threads.daemon("imc-sip tcp " + socket.getLocalSocketAddress() + " sweeper", this::sweep);
    }

    @Override
    public void start() {
        // Too early: the first message would find no way out.
    }

    @Override
    public void beginReceiving() {
        acceptor.start();
        sweeper.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                TcpConnection connection = new TcpConnection(this, reception, accepted);
                connections.put(connection.peer(), connection);
                connection.startReading();
            } catch (Throwable e) { // this thread is the listening point; it ends with the socket only
                if (!socket.isClosed()) {
                    reception.failed(e);
                    pause();
                }
            }
        }
    }

    /** Without file descriptors or threads left, trying again at once would only burn the processor. */
    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        try {
            while (!socket.isClosed()) {
                Thread.sleep(SWEEP_MS);
                connections.values().forEach(TcpConnection::closeIfStuck);
            }
        } catch (InterruptedException e) {
            // stop() asks this thread to end
        }
    }

    /** Whether there is an open connection to that very address. */
    boolean isConnectedTo(InetSocketAddress peer) {
        TcpConnection connection = connections.get(peer);
        return connection != null && connection.isOpen();
    }

    ThreadGroup readers() {
        return readers;
    }

    int connectionCount() {
        return connections.size();
    }

    void forget(TcpConnection connection) {
        connections.remove(connection.peer(), connection);
    }

    @Override
    public void stop() {
        try {
            socket.close();
        } catch (IOException e) {
            reception.failed(e);
        }
        sweeper.interrupt();
        Threads.join(sweeper);
        Threads.join(acceptor);
        connections.values().forEach(TcpConnection::close);
        connections.clear();
        Threads.joinAll(readers);
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws IOException {
        return createMessageChannel(target.getInetAddress(), target.getPort());
    }

    /** The connection that is there, or one that is opened with the first message sent. */
    @Override
    public MessageChannel createMessageChannel(InetAddress host, int port) {
        return connections.compute(new InetSocketAddress(host, port),
                (peer, there) -> there != null && !there.isClosed() ? there : new TcpConnection(this, reception, peer));
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return sipStack;
    }

    @Override
    public int getDefaultTargetPort() {
        return 5060;
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public int getMaximumMessageSize() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean inUse() {
        return !connections.isEmpty();
    }
}
