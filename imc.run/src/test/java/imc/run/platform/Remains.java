package imc.run.platform;

import com.sun.management.UnixOperatingSystemMXBean;
import imc.run.support.FelixServer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** What bundles that were replaced have left behind in this process. */
public final class Remains {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** As by the stack trace of an exception that Derby throws again and again; that does not get more. */
    private static final long KEPT_BY_CACHES = 2;

    private final FelixServer server;
    private final List<Loader> loaders = new ArrayList<>();

    private record Loader(String bundle, WeakReference<ClassLoader> reference) {
    }

    /**
     * How much there is of what a replaced bundle may forget to give back.
     *
     * @param threads   by name, without the numbers in it
     * @param files     open files and sockets of the process
     * @param metaspace in bytes
     */
    public record Figures(Map<String, Long> threads, long files, long metaspace) {

        /** A pool makes its threads when it has work for them. */
        private static final long THREADS_OF_POOLS = 2;
        private static final long FILES_OF_OTHERS = 3;
        private static final long METASPACE_OF_OTHERS = 4 << 20;

        public static Figures now() {
            Map<String, Long> threads = Thread.getAllStackTraces().keySet().stream()
                    .map(thread -> thread.getName().replaceAll("\\d+", "N")).filter(Figures::isOfServer)
                    .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
            long files = ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getOpenFileDescriptorCount();
            long metaspace = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Metaspace"))
                    .mapToLong((MemoryPoolMXBean pool) -> pool.getUsage().getUsed()).sum();
            return new Figures(threads, files, metaspace);
        }

        /** Threads of the JDK, the framework, the log and the test come and go as they like. */
        private static boolean isOfServer(String name) {
            return Stream.of("process reaper", "ForkJoinPool", "CompletableFutureDelayScheduler", "Attach", "surefire",
                    "FelixResolver", "logback-").noneMatch(name::startsWith);
        }

        /** What there is more of than there was; empty for nothing. */
        public String beyond(Figures before) {
            StringBuilder more = new StringBuilder();
            threads.forEach((name, number) -> {
                long was = before.threads.getOrDefault(name, 0L);
                if (number > was + THREADS_OF_POOLS) {
                    more.append(" %d threads '%s', were %d;".formatted(number, name, was));
                }
            });
            if (files > before.files + FILES_OF_OTHERS) {
                more.append(" %d open files, were %d;".formatted(files, before.files));
            }
            if (metaspace > before.metaspace + METASPACE_OF_OTHERS) {
                more.append(" %,d bytes of metaspace, were %,d;".formatted(metaspace, before.metaspace));
            }
            return more.toString();
        }
    }

    public Remains(FelixServer server) {
        this.server = server;
    }

    /** Remembers the class loaders that there are now. */
    public void remember() {
        for (Bundle bundle : server.context().getBundles()) {
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            ClassLoader loader = wiring == null ? null : wiring.getClassLoader();
            if (loader != null && loaders.stream().noneMatch(known -> known.reference.refersTo(loader))) {
                loaders.add(new Loader(bundle.getSymbolicName(), new WeakReference<>(loader)));
            }
        }
    }

    /**
     * The bundles of which more than {@value #KEPT_BY_CACHES} replaced class loaders do not go away, with their number;
     * each is told of once.
     */
    public Map<String, Long> classLoaders() {
        await(() -> left().isEmpty());
        Map<String, Long> left = left();
        loaders.clear();
        return left;
    }

    private Map<String, Long> left() {
        List<ClassLoader> current = Stream.of(server.context().getBundles())
                .map(bundle -> bundle.adapt(BundleWiring.class)).filter(wiring -> wiring != null)
                .map(BundleWiring::getClassLoader).toList();
        return loaders.stream()
                .filter(loader -> {
                    ClassLoader there = loader.reference.get();
                    return there != null && !current.contains(there);
                })
                .collect(Collectors.groupingBy(Loader::bundle, TreeMap::new, Collectors.counting()))
                .entrySet().stream().filter(bundle -> bundle.getValue() > KEPT_BY_CACHES)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    /**
     * The threads that run code of a bundle, whose packages begin with its name; waits for such as are about to end.
     */
    public static List<String> threads(Bundle bundle) {
        List<String> last = new ArrayList<>();
        await(() -> {
            last.clear();
            last.addAll(running(bundle)); // others go on with its contracts, from moment to moment
            return last.isEmpty();
        });
        return last;
    }

    private static List<String> running(Bundle bundle) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> Stream.of(each.getValue())
                        .anyMatch(frame -> frame.getClassName().startsWith(bundle.getSymbolicName() + ".")))
                .map(each -> each.getKey().getName()).sorted().toList();
    }

    /** Waits until there is no more than there was, or patience is over. */
    public Figures awaitNoMoreThan(Figures before) {
        await(() -> Figures.now().beyond(before).isEmpty());
        return Figures.now();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        System.gc();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
            System.gc();
        }
    }
}
