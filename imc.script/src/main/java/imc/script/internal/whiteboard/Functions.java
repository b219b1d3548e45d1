package imc.script.internal.whiteboard;

import imc.api.script.ScriptFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The functions that bundles offer. */
@Component(service = Functions.class)
public final class Functions {

    private static final Logger LOG = LoggerFactory.getLogger(Functions.class);

    private final Named<ScriptFunction> named;
    /** Read once: a route asks for them at each call. */
    private final Map<ServiceReference<ScriptFunction>, Signature.Arguments> arguments = new ConcurrentHashMap<>();

    @Activate
    public Functions(BundleContext context) {
        named = new Named<>(context, ScriptFunction.NAME);
    }

    /** One of them, if there is one of that name now. */
    public Optional<ScriptFunction> get(String name) {
        return named.get(name);
    }

    /** What it wants; empty where there is none of that name. */
    public Optional<Signature> signature(String name) {
        return named.reference(name).flatMap(reference -> signature(name, reference));
    }

    private Optional<Signature> signature(String name, ServiceReference<ScriptFunction> reference) {
        return Optional.ofNullable(arguments.get(reference)).map(read -> new Signature(name, read));
    }

    /** Why there is none of that name, for people. */
    public String missing(String name) {
        return "there is no function " + name + "()" + Meant.by("", name, named.all().keySet());
    }

    /** All of them, for people. */
    public List<Map<String, Object>> list() {
        return named.all().entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue())).toList();
    }

    private Map<String, Object> row(String name, ServiceReference<ScriptFunction> reference) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("function", signature(name, reference).map(Signature::toString).orElse(name));
        row.put("help", String.join(" ", Named.strings(reference.getProperty(ScriptFunction.HELP))));
        row.put("bundle", bundle(reference));
        return row;
    }

    static String bundle(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return bundle == null ? "" : bundle.getSymbolicName();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindFunction(ServiceReference<ScriptFunction> reference) {
        try {
            arguments.put(reference, Signature.Arguments.read(
                    Named.strings(reference.getProperty(ScriptFunction.ARGUMENTS))));
            named.add(reference);
        } catch (IllegalArgumentException e) {
            LOG.error("The function {} of {} is left out: {}",
                    Named.strings(reference.getProperty(ScriptFunction.NAME)), bundle(reference), e.getMessage());
        }
    }

    /** Its properties are others. */
    void updatedFunction(ServiceReference<ScriptFunction> reference) {
        unbindFunction(reference);
        bindFunction(reference);
    }

    void unbindFunction(ServiceReference<ScriptFunction> reference) {
        named.remove(reference);
        arguments.remove(reference);
    }
}
