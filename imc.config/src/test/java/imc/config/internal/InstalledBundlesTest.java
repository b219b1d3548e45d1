package imc.config.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.FrameworkWiring;

/** What bundles say of the configurations that they take, in a real framework. */
class InstalledBundlesTest {

    private static final int TIMES = 300;

    @TempDir
    private Path directory;
    private Framework framework;

    @BeforeEach
    void start() throws BundleException {
        framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, directory.resolve("cache").toString()));
        framework.start();
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(0);
    }

    @Test
    @DisplayName("a bundle that is updated and wired anew over and over keeps its PID, whenever one looks")
    void whileUpdated() throws Exception {
        InstalledBundles bundles = new InstalledBundles(framework.getBundleContext());
        Bundle bundle = framework.getBundleContext().installBundle("test:1", jar("chat.rooms"));
        assertEquals(List.of("chat.rooms"), names(bundles));

        Thread updates = new Thread(() -> update(bundle));
        updates.start();
        int looks = 0;
        while (updates.isAlive() || looks == 0) {
            assertEquals(List.of("chat.rooms"), names(bundles), "look " + ++looks);
        }
        assertEquals(List.of("chat.rooms"), names(bundles));
        assertEquals(bundles.state(), bundles.stateRead());
    }

    @Test
    @DisplayName("an update that takes another PID and an uninstalled bundle are seen by the state")
    void changes() throws Exception {
        InstalledBundles bundles = new InstalledBundles(framework.getBundleContext());
        Bundle bundle = framework.getBundleContext().installBundle("test:1", jar("chat.rooms"));
        assertEquals(List.of("chat.rooms"), names(bundles));
        Object first = bundles.state();
        assertEquals(first, bundles.stateRead());

        bundle.update(jar("chat.halls"));
        assertNotEquals(first, bundles.state());
        assertEquals(List.of("chat.halls"), names(bundles));

        bundle.uninstall();
        assertEquals(List.of(), names(bundles));
    }

    @Test
    @DisplayName("a description that cannot be read is read again for ten seconds; "
            + "then the bundle takes no configuration")
    void unreadable() throws Exception {
        AtomicLong nanos = new AtomicLong();
        InstalledBundles bundles = new InstalledBundles(framework.getBundleContext(), nanos::get);
        framework.getBundleContext().installBundle("test:1", jar("chat.rooms\"><broken"));
        assertEquals(List.of(), names(bundles));
        assertNotEquals(bundles.state(), bundles.stateRead());
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
        assertEquals(List.of(), names(bundles));
        assertEquals(bundles.state(), bundles.stateRead());
    }

    private void update(Bundle bundle) {
        try {
            for (int i = 0; i < TIMES; i++) {
                bundle.update(jar("chat.rooms"));
                refresh(bundle);
            }
        } catch (BundleException | IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> done.countDown());
        done.await();
    }

    private static List<String> names(InstalledBundles bundles) {
        return bundles.all().stream().map(Pid::name).filter(name -> name.startsWith("chat.")).toList();
    }

    private static InputStream jar(String pid) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "chat");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new JarEntry("OSGI-INF/metatype/chat.xml"));
            jar.write("""
                    <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
                      <OCD id="chat" name="chat">
                        <AD id="size" type="Integer" default="4" required="false"/>
                      </OCD>
                      <Designate pid="%s"><Object ocdref="chat"/></Designate>
                    </metatype:MetaData>
                    """.formatted(pid).getBytes(StandardCharsets.UTF_8));
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
