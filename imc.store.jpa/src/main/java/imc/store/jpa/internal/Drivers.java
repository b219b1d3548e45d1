package imc.store.jpa.internal;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.jdbc.DataSourceFactory;

/** The JDBC drivers that are installed now. Safe for use by many threads. */
final class Drivers {

    private record Driver(DataSourceFactory factory, Object driverClass) {
    }

    private final List<Driver> installed = new CopyOnWriteArrayList<>();

    void add(DataSourceFactory factory, Map<String, ?> properties) {
        installed.add(new Driver(factory, properties.get(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS)));
    }

    void remove(DataSourceFactory factory) {
        installed.removeIf(driver -> driver.factory() == factory);
    }

    /** The factory whose driver takes this URL. */
    Optional<DataSourceFactory> taking(DatabaseUrl url) {
        return installed.stream()
                .filter(driver -> url.driverClass().map(name -> name.equals(driver.driverClass()))
                        .orElseGet(() -> accepts(driver.factory(), url.jdbc())))
                .map(Driver::factory)
                .findFirst();
    }

    private static boolean accepts(DataSourceFactory factory, String url) {
        try {
            return factory.createDriver(null).acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }
}
