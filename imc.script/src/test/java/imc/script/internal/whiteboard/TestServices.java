package imc.script.internal.whiteboard;

import imc.api.script.PseudoVariable;
import imc.api.script.ScriptFunction;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** As much of a framework as those need who look services up. */
public final class TestServices {

    private final Map<ServiceReference<?>, Object> services = new ConcurrentHashMap<>();
    /** What else than variables is registered now. */
    public final List<Object> registered = new CopyOnWriteArrayList<>();
    /** What every property of the framework is. */
    public final AtomicReference<String> property = new AtomicReference<>();
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

    /** @return says that its properties are others, which are to be changed before that */
    Runnable changing(PseudoVariable variable, Map<String, Object> properties) {
        ServiceReference<PseudoVariable> reference = reference(variable, properties);
        variables.bindVariable(reference);
        return () -> variables.updatedVariable(reference);
    }

    /** What registers services of variables. */
    public BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(TestServices.class.getClassLoader(),
                new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getService" -> services.get(arguments[0]);
                    case "getProperty" -> property.get();
                    case "registerService" -> register(arguments[1], (Dictionary<?, ?>) arguments[2]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private ServiceRegistration<?> register(Object service, Dictionary<?, ?> given) {
        Runnable leave = () -> {
            if (!registered.remove(service)) {
                throw new IllegalStateException("it is gone already");
            }
        };
        if (service instanceof PseudoVariable variable) {
            Map<String, Object> properties = new HashMap<>();
            given.keys().asIterator().forEachRemaining(key -> properties.put(key.toString(), given.get(key)));
            leave = variable(variable, properties);
        } else {
            registered.add(service);
        }
        Runnable gone = leave;
        return (ServiceRegistration<?>) Proxy.newProxyInstance(TestServices.class.getClassLoader(),
                new Class<?>[] {ServiceRegistration.class}, (proxy, method, arguments) -> {
                    gone.run();
                    return null;
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
