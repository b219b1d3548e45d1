package imc.store.jpa.internal;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.osgi.service.jdbc.DataSourceFactory;

/** Makes drivers, as the factory that a driver's bundle registers does. */
public record DriverFactory(Source drivers) implements DataSourceFactory {

    /** Where a driver comes from. */
    @FunctionalInterface
    public interface Source {
        Driver make() throws SQLException;
    }

    @Override
    public Driver createDriver(Properties properties) throws SQLException {
        return drivers.make();
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
