package imc.store.jpa.internal;

import imc.store.jpa.internal.connection.Framework;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.osgi.framework.ServiceReference;
import org.osgi.service.jdbc.DataSourceFactory;

/** Where there is no framework nothing is refreshed; a test may say that a driver cannot be used. */
final class NoFramework implements Framework {

    volatile String hindrance;

    /** The reference of a factory that makes this driver. */
    @SuppressWarnings("unchecked")
    static ServiceReference<DataSourceFactory> reference(Class<?> driver) {
        return (ServiceReference<DataSourceFactory>) Proxy.newProxyInstance(NoFramework.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> arguments[0].equals(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS)
                            ? driver.getName() : null;
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Override
    public void awaitQuiet() {
        // It is.
    }

    @Override
    public Optional<String> hindrance(ServiceReference<?> factory) {
        return Optional.ofNullable(hindrance);
    }

    @Override
    public void wireAhead(ServiceReference<?> factory) {
        // There are no wires.
    }
}
