package imc.rooms.internal;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** What the framework knows of a service. */
public final class TestReference<S> implements ServiceReference<S> {

    private final Map<String, Object> properties;
    private final int ranking;

    TestReference(Map<String, Object> properties, int ranking) {
        this.properties = properties;
        this.ranking = ranking;
    }

    @Override
    public Object getProperty(String key) {
        return properties.get(key);
    }

    @Override
    public String[] getPropertyKeys() {
        return properties.keySet().toArray(String[]::new);
    }

    @Override
    public int compareTo(Object other) {
        TestReference<?> that = (TestReference<?>) other;
        int order = Integer.compare(ranking, that.ranking);
        return order != 0 ? order : Integer.compare(System.identityHashCode(that), System.identityHashCode(this));
    }

    @Override
    public Bundle getBundle() {
        return null;
    }

    @Override
    public Bundle[] getUsingBundles() {
        return null;
    }

    @Override
    public boolean isAssignableTo(Bundle bundle, String className) {
        return true;
    }

    @Override
    public Dictionary<String, Object> getProperties() {
        return new Hashtable<>(properties);
    }

    @Override
    public <A> A adapt(Class<A> type) {
        return null;
    }
}
