package imc.sip.internal;

import java.util.Dictionary;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.condition.Condition;

/**
 * Tells whoever asks how the server is where it listens, and what of its configuration could not be put into force, by
 * the properties {@value #STATUS} and {@value #WARNINGS} of a service.
 */
@Component(service = {}, immediate = true)
public final class ListeningStatus {

    static final String STATUS = "imc.status";
    static final String WARNINGS = "imc.warnings";
    private static final String ID = "imc.transport.sip.listening";

    private final BundleContext context;
    private ServiceRegistration<Condition> told;

    /** Tells nothing yet. */
    @Activate
    public ListeningStatus(BundleContext context) {
        this.context = context;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addStack(SipStack stack) {
        updatedStack(stack);
        stack.tellReopened(() -> updatedStack(stack));
    }

    /** Its configuration has changed, and with it perhaps where it listens. */
    synchronized void updatedStack(SipStack stack) {
        Dictionary<String, Object> properties = FrameworkUtil.asDictionary(Map.of(Condition.CONDITION_ID, ID,
                STATUS, stack.listeningPoints().stream().map(String::valueOf)
                        .collect(Collectors.joining(", ", "listening at ", "")),
                WARNINGS, stack.notInForce().toArray(String[]::new)));
        if (told == null) {
            told = context.registerService(Condition.class, Condition.INSTANCE, properties);
        } else {
            told.setProperties(properties);
        }
    }

    synchronized void removeStack(SipStack stack) {
        stack.tellReopened(() -> { });
        if (told != null) {
            told.unregister();
            told = null;
        }
    }
}
