package imc.control.internal;

import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * What other bundles say of the server's state: service properties, of type String or String[], of any service. So
 * nobody needs to know us, nor we them.
 */
final class Says {

    /** Has to be mended before the server can start. */
    static final String FAILURES = "imc.failures";
    /** Is wrong, and keeps nobody from running. */
    static final String WARNINGS = "imc.warnings";
    /** Is good to know: where the server listens. */
    static final String STATUS = "imc.status";
    /** The PIDs that have a configuration, or will have one. */
    static final String PIDS = "imc.pids";

    private final BundleContext context;

    Says(BundleContext context) {
        this.context = context;
    }

    /** All that is said by a property. */
    List<String> all(String property) {
        try {
            ServiceReference<?>[] services = context.getAllServiceReferences(null, "(" + property + "=*)");
            return services == null ? List.of()
                    : Stream.of(services).map(service -> service.getProperty(property)).flatMap(Says::texts).toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> texts(Object value) {
        return value instanceof String[] several ? Stream.of(several) : Stream.of(String.valueOf(value));
    }
}
