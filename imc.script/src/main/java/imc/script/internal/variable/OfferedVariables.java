package imc.script.internal.variable;

import imc.api.script.PseudoVariable;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Offers the variables that every script has, each as a service. */
@Component(service = {}, immediate = true)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.script.PseudoVariable\"")
public final class OfferedVariables {

    private final List<ServiceRegistration<PseudoVariable>> registrations;

    @Activate
    public OfferedVariables(BundleContext context) {
        this(context, InstantSource.system());
    }

    /** @param clock tells the time */
    public OfferedVariables(BundleContext context, InstantSource clock) {
        registrations = Stream.concat(RequestVariables.all().stream(),
                ScriptVariables.all(clock).stream()).map(variable ->
                        context.registerService(PseudoVariable.class, variable, variable.properties())).toList();
    }

    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }
}
