package imc.store.jpa.internal;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import imc.api.health.Drainable;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.api.store.RoomStore;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The service registry, played by queues. */
final class ServiceRegistry {

    /** Each store that is registered. */
    final LinkedBlockingQueue<RoomStore> registered = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<RoomStore> unregistered = new LinkedBlockingQueue<>();
    volatile StatisticSource statistics;
    volatile Drainable drainable;
    /** The store that is registered now. */
    volatile RoomStore current;
    /** Whether to unregister a store throws. */
    volatile boolean failing;

    /** The other stores that are registered now. */
    final Set<Object> further = ConcurrentHashMap.newKeySet();

    private final Path data;

    ServiceRegistry(Path data) {
        this.data = data;
    }

    BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> arguments[0].equals("imc.data") ? data.toString() : null;
                    case "registerService" -> registration(arguments[1]);
                    case "addBundleListener", "removeBundleListener" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Object registration(Object service) {
        if (service instanceof RoomStore store) {
            current = store;
            registered.add(store);
        } else if (service instanceof StatisticSource source) {
            statistics = source;
        } else if (service instanceof Drainable source) {
            drainable = source;
        } else {
            further.add(service);
        }
        return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ServiceRegistration.class},
                (proxy, method, arguments) -> {
                    if (service instanceof RoomStore store) {
                        current = null;
                        unregistered.add(store);
                        if (failing) {
                            throw new IllegalArgumentException("whoever used it failed, for a test");
                        }
                    } else if (service instanceof StatisticSource) {
                        statistics = null;
                    } else if (service instanceof Drainable) {
                        drainable = null;
                    } else {
                        further.remove(service);
                    }
                    return null;
                });
    }

    /** The other store of a type. */
    <S> S further(Class<S> type) {
        return type.cast(further.stream().filter(type::isInstance).findAny().orElseThrow());
    }

    /** Waits for the next store. */
    RoomStore next() throws InterruptedException {
        RoomStore store = registered.poll(30, TimeUnit.SECONDS);
        assertNotNull(store, "no store is registered");
        return store;
    }

    long figure(String name) {
        return statistics.statistics().stream().filter(s -> s.name().equals(name)).mapToLong(Statistic::value).sum();
    }
}
