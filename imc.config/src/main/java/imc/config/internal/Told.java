package imc.config.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what is wrong: in the log, each once, and to whoever asks how the server is, as properties of a
 * {@link Condition} named {@value #ID}.
 */
final class Told {

    static final String ID = "imc.config";
    /** Property: what has to be mended before the server can start. */
    static final String FAILURES = "imc.failures";
    /** Property: what is wrong and keeps nobody from running. */
    static final String WARNINGS = "imc.warnings";
    /** Property: the PIDs of which there is a configuration, or will be when its file can be read. */
    static final String PIDS = "imc.pids";

    private static final Logger LOG = LoggerFactory.getLogger("imc.config");

    private final BundleContext context;
    private ServiceRegistration<Condition> registration;
    private List<String> before = List.of();

    Told(BundleContext context) {
        this.context = context;
    }

    /**
     * @param failures keep the server from starting
     * @param advice   what may be wrong; whose configuration it is says that in the log
     */
    void say(List<String> failures, List<String> warnings, List<String> advice, Set<String> pids) {
        List<String> now = Stream.concat(failures.stream(), warnings.stream()).toList();
        now.stream().filter(sentence -> !before.contains(sentence)).forEach(LOG::error);
        before = now;
        Map<String, Object> properties = Map.of(Condition.CONDITION_ID, ID,
                FAILURES, failures.toArray(String[]::new),
                WARNINGS, Stream.concat(warnings.stream(), advice.stream()).toArray(String[]::new),
                PIDS, pids.toArray(String[]::new));
        if (registration == null) {
            registration = context.registerService(Condition.class, Condition.INSTANCE,
                    FrameworkUtil.asDictionary(properties));
        } else {
            registration.setProperties(FrameworkUtil.asDictionary(properties));
        }
    }
}
