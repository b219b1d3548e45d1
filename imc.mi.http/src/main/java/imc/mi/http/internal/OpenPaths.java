package imc.mi.http.internal;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/**
 * What is read without a token: contexts of other bundles that say so of themselves by the service property
 * {@link #OPEN}. They are for pages that hold nothing of the server and ask for the token themselves.
 */
@Component(service = OpenPaths.class)
public final class OpenPaths {

    /** Service property of a context, Boolean: whether it is open to all. */
    static final String OPEN = "imc.mi.http.open";
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9_.-]*+)*+/?");

    private final Map<ServiceReference<ServletContextHelper>, String> paths = new ConcurrentHashMap<>();

    /** Starts without contexts; Declarative Services adds them. */
    @Activate
    public OpenPaths() {
        // nothing is open to begin with
    }

    /** By its reference: the context itself is the HTTP service's to have. */
    @Reference(service = ServletContextHelper.class, cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC, target = "(" + OPEN + "=true)")
    void addContext(ServiceReference<ServletContextHelper> context) {
        paths.put(context, Objects.toString(
                context.getProperty(HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_PATH), "/"));
    }

    void removeContext(ServiceReference<ServletContextHelper> context) {
        paths.remove(context);
    }

    /**
     * Whether that request is answered without a token. Only a path that can mean but one thing is
     * ({@code /console/../RPC} is not); and should it mean another, our own context answers only who was admitted.
     *
     * @param path as it was sent
     */
    boolean isOpen(String method, String path) {
        return READING.contains(method) && PLAIN.matcher(path).matches()
                && paths.values().stream().anyMatch(open -> path.equals(open) || path.startsWith(open + "/"));
    }
}
