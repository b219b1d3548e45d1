package imc.mi.http.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedServiceFactory;

/**
 * An HTTP service of our own: an instance of Felix HTTP beside whatever others have there. Its factory is called and
 * not configured by ConfigAdmin, which would keep the configuration: after a crash Jetty would listen before we are
 * there.
 */
final class JettyInstance {

    private static final String INSTANCE = HttpSettings.PID;
    private static final String FELIX = "org.apache.felix.http.";
    private static final int THREADS = 16;
    private static final int HEADER_BYTES = 8_192;
    private static final int IDLE_MILLIS = 30_000;

    private final BundleContext context;
    private final ManagedServiceFactory factory;

    JettyInstance(BundleContext context, ManagedServiceFactory factory) {
        this.context = context;
        this.factory = factory;
    }

    /**
     * Begins to listen.
     *
     * @return where, with the port that was free if any was wanted
     * @throws IOException saying why not
     */
    Endpoint start(Endpoint wanted) throws IOException {
        Endpoint endpoint = wanted.atPort(free(wanted));
        try {
            factory.updated(INSTANCE, properties(endpoint));
        } catch (ConfigurationException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (!isThere()) {
            factory.deleted(INSTANCE);
            throw new IOException("the HTTP service does not start; the log says why");
        }
        return endpoint;
    }

    boolean isOf(ManagedServiceFactory one) {
        return factory.equals(one);
    }

    void stop() {
        factory.deleted(INSTANCE);
    }

    /** Jetty would only say in the log that the port is taken. */
    private static int free(Endpoint endpoint) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(endpoint.address(), endpoint.port()));
            return socket.getLocalPort();
        }
    }

    private boolean isThere() {
        try {
            return context.getAllServiceReferences("org.osgi.service.servlet.runtime.HttpServiceRuntime",
                    "(" + Whiteboard.MARK + "=true)") != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Dictionary<String, Object> properties(Endpoint endpoint) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(FELIX + "name", INSTANCE);
        properties.put(FELIX + "runtime.init." + Whiteboard.MARK, "true");
        properties.put(FELIX + "host", endpoint.address().getHostAddress());
        properties.put("org.osgi.service.http.port", endpoint.port());
        properties.put(FELIX + "enable", true);
        properties.put("org.apache.felix.https.enable", false);
        properties.put(FELIX + "timeout", IDLE_MILLIS);
        properties.put(FELIX + "jetty.threadpool.max", THREADS);
        properties.put(FELIX + "jetty.acceptors", 1);
        properties.put(FELIX + "jetty.selectors", 1);
        properties.put(FELIX + "jetty.headerBufferSize", HEADER_BYTES);
        return properties;
    }
}
