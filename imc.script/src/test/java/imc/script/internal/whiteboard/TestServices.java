package imc.script.internal.whiteboard;

import imc.api.script.PseudoVariable;
import imc.api.script.ScriptFunction;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** As much of a framework as those need who look services up. */
public final class TestServices {

    private final Map<ServiceReference<?>, Object> services = new ConcurrentHashMap<>();
    private final Variables variables = new Variables(context());
    private final Functions functions = new Functions(context());

    public Variables variables() {
        return variables;
    }

    public Functions functions() {
        return functions;
    }

    /** @return takes it away */
    public Runnable function(ScriptFunction function, Map<String, Object> properties) {
        ServiceReference<ScriptFunction> reference = reference(function, properties);
        functions.bindFunction(reference);
        return () -> functions.unbindFunction(reference);
    }

    /** @return takes it away */
    public Runnable variable(PseudoVariable variable, Map<String, Object> properties) {
        ServiceReference<PseudoVariable> reference = reference(variable, properties);
        variables.bindVariable(reference);
        return () -> variables.unbindVariable(reference);
    }

    /** What registers services of variables. */
    public BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(TestServices.class.getClassLoader(),
                new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getService" -> services.get(arguments[0]);
                    case "registerService" -> {
                        Map<String, Object> properties = new HashMap<>();
                        Dictionary<?, ?> given = (Dictionary<?, ?>) arguments[2];
                        given.keys().asIterator().forEachRemaining(
                                key -> properties.put(key.toString(), given.get(key)));
                        variable((PseudoVariable) arguments[1], properties);
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @SuppressWarnings("unchecked")
    private <S> ServiceReference<S> reference(S service, Map<String, Object> properties) {
        int id = services.size();
        ServiceReference<S> reference = (ServiceReference<S>) Proxy.newProxyInstance(
                TestServices.class.getClassLoader(), new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> properties.get(arguments[0].toString());
                    case "compareTo" -> Integer.compare(id, arguments[0].hashCode()); // the newest counts
                    case "hashCode" -> id;
                    case "equals" -> proxy == arguments[0];
                    case "getBundle" -> null;
                    case "toString" -> properties.toString();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        services.put(reference, service);
        return reference;
    }
}
