package imc.mi.http.internal;

import imc.api.net.IpAddress;
import jakarta.servlet.ServletContext;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Connector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the connections of clients: where there are too many, the eldest without a request that is being answered
 * makes room, of the source with most. So neither idle ones nor those that bring their headers by the byte keep others
 * out.
 */
final class Connections implements Connection.Listener {

    static final int MOST = 256;
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final HttpStatistics statistics;
    private final int most;
    /** In the order in which they came; each with its source. */
    private final Map<Connection, String> open = new LinkedHashMap<>();

    Connections(HttpStatistics statistics, int most) {
        this.statistics = statistics;
        this.most = most;
    }

    /** Jetty has a bound of its own, which keeps those out who come late. */
    static void bound(ServletContext context, HttpStatistics statistics) {
        ServletContextHandler handler = ServletContextHandler.getServletContextHandler(context);
        if (handler == null) {
            LOG.warn("{} is not Jetty's: its connections are not bounded", context.getClass().getName());
            return;
        }
        Connections connections = new Connections(statistics, MOST);
        for (Connector connector : handler.getServer().getConnectors()) {
            ((org.eclipse.jetty.server.AbstractConnector) connector).addBean(connections);
        }
    }

    @Override
    public void onOpened(Connection connection) {
        Optional<Connection> leaving;
        synchronized (open) {
            open.put(connection, source(connection));
            leaving = open.size() > most ? eldestIdle() : Optional.empty();
            leaving.ifPresent(open::remove);
            statistics.connected(open.size());
        }
        leaving.ifPresent(one -> {
            statistics.crowdedOut();
            one.getEndPoint().close();
        });
    }

    @Override
    public void onClosed(Connection connection) {
        synchronized (open) {
            open.remove(connection);
            statistics.connected(open.size());
        }
    }

    private Optional<Connection> eldestIdle() {
        Map<String, Integer> counts = new HashMap<>();
        open.values().forEach(source -> counts.merge(source, 1, Integer::sum));
        return open.entrySet().stream()
                .filter(each -> each.getKey().getMessagesIn() == each.getKey().getMessagesOut())
                .max(Comparator.comparingInt(each -> counts.getOrDefault(each.getValue(), 0)))
                .map(Map.Entry::getKey);
    }

    private static String source(Connection connection) {
        return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress address
                && address.getAddress() != null ? IpAddress.source(address.getAddress().getHostAddress()) : "";
    }
}
