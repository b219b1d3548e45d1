package imc.store.jpa.internal.connection;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.ServiceReference;
import org.osgi.service.jdbc.DataSourceFactory;

/** The JDBC drivers that are installed now. Safe for use by many threads. */
public final class Drivers {

    /** One of them. */
    public record Driver(DataSourceFactory factory, ServiceReference<?> reference) {

        private boolean takes(DatabaseUrl url) {
            Object driverClass = reference.getProperty(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS);
            return url.driverClass().map(name -> name.equals(driverClass)).orElseGet(() -> accepts(url.jdbc()));
        }

        private boolean accepts(String url) {
            try {
                return factory.createDriver(null).acceptsURL(url);
            } catch (SQLException e) {
                return false;
            }
        }
    }

    private final Framework framework;
    private final List<Driver> installed = new CopyOnWriteArrayList<>();

    public Drivers(Framework framework) {
        this.framework = framework;
    }

    public void add(DataSourceFactory factory, ServiceReference<?> reference) {
        installed.add(new Driver(factory, reference));
    }

    public void remove(DataSourceFactory factory) {
        installed.removeIf(driver -> driver.factory() == factory);
    }

    /** Whether a driver is still there and may be used. Touches none of its classes. */
    public boolean isUsable(Driver driver) {
        return installed.contains(driver) && framework.hindrance(driver.reference()).isEmpty();
    }

    /**
     * The driver for this URL, ready for use: once no refresh is running, which it waits for.
     *
     * @throws MissingDriver saying what to do about it, if there is none
     */
    public Driver taking(DatabaseUrl url) throws MissingDriver {
        framework.awaitQuiet();
        Optional<String> hindrance = Optional.empty();
        for (Driver driver : installed) {
            boolean isKnown = url.driverClass().isPresent();
            if (isKnown && !driver.takes(url)) {
                continue;
            }
            Optional<String> own = framework.hindrance(driver.reference());
            if (own.isPresent()) {
                hindrance = isKnown ? own : hindrance;
                continue;
            }
            framework.wireAhead(driver.reference());
            // Whether it takes a URL that is not known, the driver itself has to be asked.
            if (isKnown || driver.takes(url)) {
                return driver;
            }
        }
        throw new MissingDriver(url, hindrance);
    }

    /** There is no driver for a URL, or it cannot be used now. */
    public static final class MissingDriver extends Exception {

        private static final long serialVersionUID = 1L;

        public MissingDriver(DatabaseUrl url, Optional<String> hindrance) {
            super("db_url '" + url + "' needs the JDBC driver " + url.driverClass().orElse("that takes it") + ", "
                    + hindrance.map(why -> "and " + why).orElseGet(() -> "which no started bundle has: "
                            + url.whereTheDriverIs()));
        }
    }
}
