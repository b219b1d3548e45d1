package imc.control.internal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/** Remembers what the framework said of the bundles that it could not start at their start level. */
final class StartErrors implements FrameworkListener {

    private final Map<Long, String> messages = new ConcurrentHashMap<>();

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        // The framework reports other errors by the same event, as of a service that cannot be had at the moment.
        if (event.getType() == FrameworkEvent.ERROR && event.getThrowable() instanceof BundleException error) {
            messages.put(event.getBundle().getBundleId(), String.valueOf(error.getMessage()));
        }
    }

    Optional<String> of(Bundle bundle) {
        return Optional.ofNullable(messages.get(bundle.getBundleId()));
    }
}
