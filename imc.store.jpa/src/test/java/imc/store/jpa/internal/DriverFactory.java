package imc.store.jpa.internal;

import java.sql.Driver;
import java.util.Properties;
import java.util.function.Supplier;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.osgi.service.jdbc.DataSourceFactory;

/** Makes drivers, as the factory that a driver's bundle registers does. */
public record DriverFactory(Supplier<Driver> drivers) implements DataSourceFactory {

    @Override
    public Driver createDriver(Properties properties) {
        return drivers.get();
    }

    @Override
    public DataSource createDataSource(Properties properties) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ConnectionPoolDataSource createConnectionPoolDataSource(Properties properties) {
        throw new UnsupportedOperationException();
    }

    @Override
    public XADataSource createXADataSource(Properties properties) {
        throw new UnsupportedOperationException();
    }
}
