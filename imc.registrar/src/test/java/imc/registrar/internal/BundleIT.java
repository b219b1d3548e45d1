package imc.registrar.internal;

import static imc.registrar.internal.Requests.UDP;
import static imc.registrar.internal.Requests.register;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.location.BindingStore;
import imc.api.location.Contact;
import imc.api.location.Location;
import imc.api.mi.MiCommand;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/** The bundle as it is built, in a Felix with Declarative Services and ConfigAdmin. */
class BundleIT {

    private static final long DEADLINE_MILLIS = 30_000;
    private static final SipAddress BOB = SipAddress.parse("sip:bob@127.0.0.1");
    private static final Pattern CONTRACT = Pattern.compile("(?:^|,)(imc\\.api[a-z.]*)");

    @TempDir
    static Path storage;
    private Framework framework;
    private Bundle registrar;

    @BeforeEach
    void start() throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, storage.toString(),
                Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
                "osgi.service;objectClass:List<String>=\"imc.api.location.BindingStore\"",
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                contracts() + "org.slf4j;version=2.0.17,org.osgi.service.cm;version=1.6.1"));
        framework.start();
        framework.getBundleContext().registerService(BindingStore.class, new Rows(), null);
        for (String bundle : List.of("org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component",
                "org.apache.felix.configadmin", "org.apache.felix.scr")) {
            install(onClassPath(bundle)).start();
        }
        // It waits for a configuration, and an empty one will do.
        service(ConfigurationAdmin.class).getConfiguration("imc.registrar", "?").update(new Hashtable<>());
        registrar = install(new File(System.getProperty("bundle")));
        registrar.start();
    }

    /** The contracts that the bundle imports, later than whatever it was built with, and compatible with it. */
    private static String contracts() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("bundle"))) {
            String imports = jar.getManifest().getMainAttributes().getValue(Constants.IMPORT_PACKAGE);
            return CONTRACT.matcher(imports).results().map(found -> found.group(1) + ";version=1.99,")
                    .reduce("", String::concat);
        }
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(DEADLINE_MILLIS);
    }

    private Bundle install(File jar) throws Exception {
        return framework.getBundleContext().installBundle(jar.toURI().toString());
    }

    private static File onClassPath(String bundle) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(File::new)
                .filter(jar -> jar.getName().matches(bundle + "-[0-9].*\\.jar")).findFirst().orElseThrow();
    }

    private <S> S service(Class<S> type) throws InterruptedException {
        BundleContext context = framework.getBundleContext();
        ServiceTracker<S, S> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        return Optional.ofNullable(tracker.waitForService(DEADLINE_MILLIS)).orElseThrow();
    }

    private MiCommand ulDump() throws Exception {
        service(MiCommand.class);
        BundleContext context = framework.getBundleContext();
        return context.getService(context.getServiceReferences(MiCommand.class, "(imc.mi.name=ul_dump)").iterator()
                .next());
    }

    private SipResponse registered(int cseq, int expires) throws InterruptedException {
        return service(SipRequestHandler.class).answer(register("bob", "b", cseq, UDP,
                "Contact: <sip:bob@127.0.0.1:5071>;expires=" + expires)).toCompletableFuture().join()
                .orElseThrow();
    }

    @Test
    void usersAreReachedAndShownAgainAfterAnUpdateOfTheBundle() throws Exception {
        assertEquals(200, registered(1, 600).status());
        registrar.update();

        assertEquals(List.of(new Contact("sip:bob@127.0.0.1:5071", Optional.empty())),
                service(Location.class).contacts(BOB));
        assertEquals(BOB.toString(), ((Map<?, ?>) ulDump()
                .execute(Map.of("user", BOB.toString()))).get("user"));
        for (String user : List.of("bob", "bob@127.0.0.1")) {
            assertEquals(BOB.toString(), ((Map<?, ?>) ulDump().execute(Map.of("user", user))).get("user"));
        }
        assertEquals(500, registered(1, 600).status());
    }

    @Test
    void aChangedConfigurationReachesTheRunningRegistrarAndLosesNoBinding() throws Exception {
        registered(1, 600);
        Dictionary<String, Object> configuration = new Hashtable<>();
        configuration.put("min_expires", "700");
        service(ConfigurationAdmin.class).getConfiguration("imc.registrar", "?").update(configuration);

        int cseq = 2;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
        while (registered(cseq++, 600).status() != 423) {
            assertTrue(System.nanoTime() < deadline, "min_expires has not changed");
        }
        assertEquals(1, service(Location.class).contacts(BOB).size());
    }

    @Test
    void nothingOfTheBundleIsLeftWhenItIsStopped() throws Exception {
        registered(1, 600);
        List<Thread> sweeps = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("imc.registrar")).toList();
        assertFalse(sweeps.isEmpty());
        registrar.stop();
        assertNull(framework.getBundleContext().getServiceReference(Location.class));
        for (Thread sweep : sweeps) {
            sweep.join(DEADLINE_MILLIS);
            assertFalse(sweep.isAlive(), sweep + " is alive");
        }
    }
}
