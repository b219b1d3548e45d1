package imc.store.jpa.internal;

import java.util.Map;
import javax.persistence.EntityManagerFactory;
import javax.persistence.PersistenceException;
import org.osgi.framework.Bundle;
import org.osgi.service.jpa.EntityManagerFactoryBuilder;

/** Fails once when it is told to. */
record BuilderThatCanBreak(boolean[] broken) implements EntityManagerFactoryBuilder {

    @Override
    public EntityManagerFactory createEntityManagerFactory(Map<String, Object> properties) {
        if (broken[0]) {
            broken[0] = false;
            throw new PersistenceException("broken for a test");
        }
        return Derby.JPA.createEntityManagerFactory(properties);
    }

    @Override
    public String getPersistenceProviderName() {
        return Derby.JPA.getPersistenceProviderName();
    }

    @Override
    public Bundle getPersistenceProviderBundle() {
        throw new UnsupportedOperationException();
    }
}
