package imc.config.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import imc.api.config.ConfigurationCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.condition.Condition;

/** What the looks of a server that runs find, with a ConfigAdmin that keeps what it is given. */
class ConfigurationFilesTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private static final Pids PIDS = new Pids() {

        @Override
        public List<Pid> all() {
            return List.of(pid("imc.registrar"), pid("imc.rooms"));
        }

        @Override
        public List<ConfigurationCheck> checks(String pid) {
            return List.of();
        }
    };

    @TempDir
    private Path directory;
    private Path conf;
    private Framework framework;
    private final Map<String, Dictionary<?, ?>> admin = new TreeMap<>();

    @BeforeEach
    void start() throws BundleException, IOException {
        conf = Files.createDirectory(directory.resolve("conf"));
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
    @DisplayName("a FIFO in a file's place is told by name, and what the other files say comes into force as ever")
    void fifo() throws Exception {
        Files.writeString(conf.resolve("imc.registrar.cfg"), "size = 5");
        ConfigurationFiles files = new ConfigurationFiles(conf, PIDS, name -> null,
                new Told(framework.getBundleContext()), true);
        files.arrived(new Configurations(admin()));
        assertEquals(List.of(), told());

        Files.delete(conf.resolve("imc.registrar.cfg"));
        Path fifo = Fifo.make(conf.resolve("imc.registrar.cfg"));
        Files.writeString(conf.resolve("imc.rooms.cfg"), "size = 6");
        assertTimeoutPreemptively(LONG, () -> {
            files.look();
            files.look();
        });

        assertEquals(List.of(fifo + " cannot be read: it is no regular file; what was in force before stays"), told());
        assertEquals("5", admin.get("imc.registrar").get("size"));
        assertEquals("6", admin.get("imc.rooms").get("size"));

        Files.delete(fifo);
        files.look();
        files.look();
        assertEquals(List.of(), told());
    }

    @Test
    @DisplayName("a FIFO in a file's place keeps a server from starting, and a check says so")
    void fifoAtTheStart() throws Exception {
        Path fifo = Fifo.make(conf.resolve("imc.rooms.cfg"));
        assertEquals(List.of(fifo + " cannot be read: it is no regular file"), assertTimeoutPreemptively(LONG,
                () -> Reading.of(Contents.of(conf), PIDS, name -> null).wrong()));
    }

    private List<String> told() throws Exception {
        return List.of((String[]) framework.getBundleContext().getServiceReferences(Condition.class,
                "(" + Condition.CONDITION_ID + "=" + Told.ID + ")").iterator().next().getProperty(Told.WARNINGS));
    }

    /** Has no other configurations than those that files make. */
    private ConfigurationAdmin admin() {
        return (ConfigurationAdmin) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {ConfigurationAdmin.class}, (self, method, arguments) ->
                        method.getName().equals("getConfiguration") ? configuration((String) arguments[0]) : null);
    }

    private Configuration configuration(String pid) {
        return (Configuration) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {Configuration.class}, (self, method, arguments) -> {
                    assertEquals("updateIfDifferent", method.getName());
                    return !arguments[0].equals(admin.put(pid, (Dictionary<?, ?>) arguments[0]));
                });
    }

    private static Pid pid(String name) {
        try {
            return Descriptions.read(new ByteArrayInputStream("""
                    <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
                      <OCD id="o" name="n"><AD id="size" type="Integer" default="4" required="true"/></OCD>
                      <Designate pid="%s"><Object ocdref="o"/></Designate>
                    </metatype:MetaData>
                    """.formatted(name).getBytes(StandardCharsets.UTF_8)), true).get(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
