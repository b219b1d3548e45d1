package imc.script.internal.whiteboard;

import imc.api.script.PseudoVariable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The variables that bundles offer. */
@Component(service = Variables.class)
public final class Variables {

    private final Named<PseudoVariable> named;

    @Activate
    public Variables(BundleContext context) {
        named = new Named<>(context, PseudoVariable.NAME);
    }

    /** One of them, if there is one of that name now. */
    public Optional<PseudoVariable> get(String name) {
        return named.get(name);
    }

    /** What is another object whenever other variables are offered. */
    public Object state() {
        return named.state();
    }

    /** Whether one is there and depends on nothing but the method and the Request-URI. */
    public boolean isOfUri(String name) {
        return named.reference(name).filter(reference ->
                Boolean.TRUE.equals(reference.getProperty(PseudoVariable.OF_URI))).isPresent();
    }

    /**
     * What is wrong with a use of one.
     *
     * @param argument empty for none
     */
    public Optional<String> objection(String name, String argument) {
        Optional<ServiceReference<PseudoVariable>> reference = named.reference(name);
        if (reference.isEmpty()) {
            return Optional.of("there is no variable $" + name + Meant.by("$", name, named.all().keySet()));
        }
        String wanted = String.join("", Named.strings(reference.get().getProperty(PseudoVariable.ARGUMENT)));
        if (wanted.isEmpty() == argument.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(wanted.isEmpty() ? "$" + name + " has nothing in brackets"
                : "$" + name + " needs brackets: $" + name + '(' + wanted + ')');
    }

    /** All of them, for people: name, what it is, and an example. */
    public List<Map<String, Object>> list() {
        return named.all().entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue())).toList();
    }

    private static Map<String, Object> row(String name, ServiceReference<PseudoVariable> reference) {
        Map<String, Object> row = new LinkedHashMap<>();
        String argument = text(reference, PseudoVariable.ARGUMENT);
        row.put("variable", '$' + name + (argument.isEmpty() ? "" : '(' + argument + ')'));
        row.put("help", text(reference, PseudoVariable.HELP));
        row.put("example", text(reference, PseudoVariable.EXAMPLE));
        row.put("bundle", Functions.bundle(reference));
        return row;
    }

    private static String text(ServiceReference<?> reference, String property) {
        return String.join(" ", Named.strings(reference.getProperty(property)));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindVariable(ServiceReference<PseudoVariable> reference) {
        named.add(reference);
    }

    /** Its properties are others: there all the time, perhaps by another name. */
    void updatedVariable(ServiceReference<PseudoVariable> reference) {
        named.add(reference);
    }

    void unbindVariable(ServiceReference<PseudoVariable> reference) {
        named.remove(reference);
    }
}
