package imc.run.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.felix.main.AutoProcessor;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.condition.Condition;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The server in this process: a real Felix with the distribution's bundles, start levels and framework properties, for
 * tests that stop, update and start bundles. It has its own configuration and data directory and a free SIP port.
 * Closing it stops the framework and deletes both directories.
 */
public final class FelixServer implements AutoCloseable {

    private static final long DEADLINE_MILLIS = 120_000;
    private static final int LOG_END_CHARACTERS = 20_000;
    private static final List<String> SERVICES = List.of("imc.api.transport.Transport", "imc.api.location.Location",
            "imc.api.ImcManager", "imc.api.command.Interpreter", "imc.api.store.RoomStore");

    private final Path directory = Directories.temporary();
    private final Conf conf = new Conf(directory.resolve("conf"));
    private final int sipPort = FreePort.next();
    private Framework framework;

    /** @param configure writes what the server is to find at its first start, beside the free SIP port */
    public FelixServer(Consumer<Conf> configure) {
        conf.listen(sipPort);
        configure.accept(conf);
        start();
    }

    public FelixServer() {
        this(conf -> { });
    }

    public Conf conf() {
        return conf;
    }

    public Path data() {
        return directory.resolve("data");
    }

    /** The port of 127.0.0.1 on which the server listens for SIP, by UDP and TCP. */
    public int sipPort() {
        return sipPort;
    }

    /** The context of the system bundle. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    public Bundle bundle(String symbolicName) {
        return Stream.of(context().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no bundle " + symbolicName));
    }

    /** The bundles of the conference server itself, without fragments and those that wrap third parties. */
    public List<Bundle> ours() {
        return Stream.of(context().getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("imc."))
                .filter(bundle -> !bundle.getSymbolicName().startsWith("imc.wrap."))
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .toList();
    }

    /** What {@code bin/imc status} says. */
    public Result status() {
        return Control.status(socket());
    }

    /** Waits until the server answers that it is ready, after bundles were stopped, updated or started. */
    public void awaitReady() {
        Result status = status();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
        while (status.code() != 0) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The server is not ready again: " + status + remembered());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            status = status();
        }
    }

    /**
     * Updates a bundle from where it was installed, and waits until it runs again. Felix interrupts the start of an
     * update that holds a bundle which another thread wants that holds the framework's lock; then the platform starts
     * it.
     */
    public void update(Bundle bundle) throws BundleException {
        try {
            bundle.update();
        } catch (BundleException e) {
            if (!String.valueOf(e.getMessage()).startsWith("Unable to acquire global lock for resolve")) {
                throw e;
            }
        }
        await("running " + bundle + " again", () -> bundle.getState() == Bundle.ACTIVE);
    }

    /** Waits until bundles are wired to nothing that was updated, and what a message needs is there. */
    public void awaitServices() {
        FrameworkWiring wiring = framework.adapt(FrameworkWiring.class);
        await("wired anew", () -> wiring.getRemovalPendingBundles().isEmpty());
        // The framework does one refresh after the other: when this one has ended, so has what others have asked for.
        CountDownLatch refreshed = new CountDownLatch(1);
        wiring.refreshBundles(List.of(), event -> refreshed.countDown());
        await("started again", () -> refreshed.getCount() == 0);
        await("with its services", () -> SERVICES.stream().allMatch(this::isThere));
        awaitReady(); // a service may be there before those that use it know
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The server is not " + what + ": " + status() + remembered());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private boolean isThere(String service) {
        try {
            return context().getAllServiceReferences(service, null) != null;
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(service, e);
        }
    }

    /** Writes a PID's whole configuration into its file, and waits until the component that reads it has it. */
    public void configure(String pid, Map<String, String> values) {
        conf.write(pid, values);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
        while (!isInForce(pid, values)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(pid + " is not configured with " + values);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** A component's services bear its configuration as properties; of a key that is not set nothing may be left. */
    private boolean isInForce(String pid, Map<String, String> values) {
        try {
            ServiceReference<?>[] services = context().getAllServiceReferences(null, "(service.pid=" + pid + ")");
            return services != null && Stream.of(services).allMatch(service -> {
                Map<String, String> found = new HashMap<>();
                for (String key : service.getPropertyKeys()) {
                    if (!key.contains(".") && !key.equals(Constants.OBJECTCLASS)) {
                        found.put(key, String.valueOf(service.getProperty(key)));
                    }
                }
                return found.equals(values);
            });
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(pid, e);
        }
    }

    /** Waits until a key has this value in what the components of a PID run with; null for a key that is not set. */
    public void awaitInForce(String pid, String key, String value) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
        while (!Objects.equals(value, inForce(pid, key))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("%s: %s = %s, and not %s".formatted(pid, key, inForce(pid, key), value));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** What the components of a PID run with; null for a key that is not set, or where there is no component. */
    public Object inForce(String pid, String key) {
        try {
            ServiceReference<?>[] services = context().getAllServiceReferences(null, "(service.pid=" + pid + ")");
            return services == null ? null : services[0].getProperty(key);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(pid, e);
        }
    }

    /** Waits until the log has a line with this text. */
    public void awaitLog(String text) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
        while (!log().contains(text)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("'" + text + "' is not in the log: " + log());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** The bundles that do not run, and the end of the log: what a failure needs, for the directory is deleted. */
    private String remembered() {
        List<Bundle> idle = Stream.of(context().getBundles())
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE).toList();
        String log = log();
        return "%nNot active: %s%nThe log ends:%n%s".formatted(idle,
                log.substring(Math.max(0, log.length() - LOG_END_CHARACTERS)));
    }

    public String log() {
        try {
            return Files.readString(data().resolve("log/imc.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the framework, changes what it will find, and starts it anew on the same data. */
    public void restart(Runnable meanwhile) {
        stop();
        meanwhile.run();
        start();
    }

    /** Runs a Gogo line by the control socket, as {@code bin/imc shell} does. */
    public Result shell(String line) {
        return Control.line(socket(), line);
    }

    /** Stops the framework and starts it anew on the same data. */
    public void restart() {
        restart(() -> { });
    }

    @Override
    public void close() {
        stop();
        Directories.delete(directory);
    }

    private void start() {
        try {
            Prepared.copyInto(data(), conf);
            Files.createDirectories(data());
            System.setProperty("derby.stream.error.file", data().resolve("derby.log").toString());
            System.setProperty("imc.log", data().resolve("log").toString());
            System.setProperty("logback.configurationFile",
                    Directories.DISTRIBUTION.resolve("conf/logback.xml").toString());
            Map<String, String> properties = properties();
            framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(properties);
            framework.init();
            AutoProcessor.process(properties, framework.getBundleContext());
            framework.start();
            Filter ready = FrameworkUtil.createFilter("(" + Condition.CONDITION_ID + "=imc.ready)");
            ServiceTracker<Condition, Condition> condition = new ServiceTracker<>(context(), ready, null);
            condition.open();
            if (condition.waitForService(DEADLINE_MILLIS) == null) {
                throw new AssertionError("The server is not ready: " + status());
            }
            condition.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BundleException | InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void stop() {
        try {
            framework.stop();
            if (framework.waitForStop(DEADLINE_MILLIS).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                throw new AssertionError("The framework has not stopped");
            }
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The distribution's own, with the names that bin/imc gives resolved for this directory. */
    private Map<String, String> properties() throws IOException {
        Properties file = new Properties();
        try (InputStream in = Files.newInputStream(Directories.DISTRIBUTION.resolve("conf/config.properties"))) {
            file.load(in);
        }
        Map<String, String> names = Map.of(
                "${imc.home}", Directories.DISTRIBUTION.toString(),
                "${imc.bundles}", Directories.DISTRIBUTION.resolve("bundle").toUri().toString().replace("///", "/"),
                "${imc.conf}", conf.directory().toString());
        Map<String, String> properties = new HashMap<>();
        for (String name : file.stringPropertyNames()) {
            String value = file.getProperty(name);
            for (Map.Entry<String, String> variable : names.entrySet()) {
                value = value.replace(variable.getKey(), variable.getValue());
            }
            properties.put(name, value);
        }
        properties.put("org.osgi.framework.storage", data().resolve("felix-cache").toString());
        properties.put("imc.conf", conf.directory().toString());
        properties.put("imc.control.socket", data().resolve("control.sock").toString());
        properties.put("imc.data", data().toString());
        properties.put("gosh.args", "--nointeractive --quiet");
        return properties;
    }

    private Path socket() {
        return data().resolve("control.sock");
    }
}
