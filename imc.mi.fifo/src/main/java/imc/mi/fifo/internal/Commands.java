package imc.mi.fifo.internal;

import imc.api.mi.MiDispatcher;
import imc.api.mi.MiException;
import imc.api.mi.MiSignature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The dispatcher, or what is said in its place while there is none. */
final class Commands {

    private final AtomicReference<@Nullable MiDispatcher> dispatcher = new AtomicReference<>();

    void bind(MiDispatcher service) {
        dispatcher.set(service);
    }

    void unbind(MiDispatcher service) {
        dispatcher.compareAndSet(service, null);
    }

    Optional<MiSignature> signature(String name) {
        return Optional.ofNullable(dispatcher.get()).flatMap(service -> service.command(name));
    }

    Object run(String name, Map<String, ?> values) throws MiException {
        return service().run(name, values);
    }

    Object run(String name, List<?> values) throws MiException {
        return service().run(name, values);
    }

    private MiDispatcher service() throws MiException {
        MiDispatcher service = dispatcher.get();
        if (service == null) {
            throw MiException.failed("the management commands are not there at the moment; try again");
        }
        return service;
    }
}
