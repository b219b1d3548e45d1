package imc.run.platform;

import imc.run.support.FelixServer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** All bundles of a running server, and the random stops, starts, updates and refreshes that are done to them. */
public final class Platform {

    /** An operation that takes longer hangs. */
    private static final long PATIENCE_SECONDS = 90;
    private static final int MOST_STOPPED = 3;
    /** The log's bundles stay as they are: what they put into the JDK and the framework is there for good. */
    private static final int LOG_LEVEL = 1;

    private final FelixServer server;
    private final Random random;
    private final List<String> ours;
    private final List<String> all;
    private final Set<String> stopped = new LinkedHashSet<>();
    private final List<String> done = new ArrayList<>();

    public Platform(FelixServer server, long seed) {
        this.server = server;
        this.random = new Random(seed);
        this.ours = server.ours().stream().map(Bundle::getSymbolicName).sorted().toList();
        this.all = Stream.of(server.context().getBundles())
                .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .filter(bundle -> bundle.adapt(BundleStartLevel.class).getStartLevel() > LOG_LEVEL)
                .map(Bundle::getSymbolicName).sorted().toList();
    }

    /** What was done, each with its time. */
    public List<String> done() {
        return done;
    }

    /** One operation; often the next follows at once, so that several are under way. */
    public void operate() {
        boolean isFull = stopped.size() >= MOST_STOPPED;
        int kind = random.nextInt(10);
        if (!stopped.isEmpty() && (isFull || kind < 3)) {
            String name = stopped.stream().skip(random.nextInt(stopped.size())).findFirst().orElseThrow();
            stopped.remove(name);
            perform("start", name);
        } else if (kind < 5) {
            String name = any();
            stopped.add(name);
            perform("stop", name);
        } else {
            perform(kind < 8 ? "update" : "refresh", any());
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(4) * 100L));
    }

    private String any() {
        List<String> from = random.nextBoolean() ? ours : all;
        return from.get(random.nextInt(from.size()));
    }

    /** Starts whatever is stopped, and waits until the server is ready. */
    public void restore() {
        stopped.clear();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!idle().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not started again: " + idle() + "; " + String.join("\n", done));
            }
            for (Bundle bundle : idle()) {
                perform("start", bundle.getSymbolicName());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        server.awaitReady();
    }

    private List<Bundle> idle() {
        return all.stream().map(server::bundle).filter(bundle -> bundle.getState() != Bundle.ACTIVE).toList();
    }

    public void perform(String operation, String name) {
        long begin = System.currentTimeMillis();
        Bundle bundle = server.bundle(name);
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                perform(operation, bundle);
                end.complete(null);
            } catch (BundleException | IllegalStateException | InterruptedException e) {
                // as an operator's console has it: what did not work is said, and he goes on
                note(begin, operation + " " + name + ": " + e.getMessage());
                end.complete(null);
            } catch (Throwable e) {
                end.completeExceptionally(e);
            }
        }, operation + " " + name);
        thread.setDaemon(true);
        thread.start();
        try {
            end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            note(begin, operation + " " + name);
        } catch (TimeoutException e) {
            throw new AssertionError(operation + " " + name + " hangs\n" + threads() + String.join("\n", done));
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(operation + " " + name, e);
        }
    }

    private void perform(String operation, Bundle bundle) throws BundleException, InterruptedException {
        switch (operation) {
            case "stop" -> bundle.stop();
            case "start" -> bundle.start();
            case "update" -> bundle.update();
            default -> refresh(bundle);
        }
    }

    private void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        server.context().getBundle(Constants.SYSTEM_BUNDLE_ID).adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> refreshed.countDown());
        refreshed.await();
    }

    private synchronized void note(long begin, String what) {
        done.add("%tT.%<tL to %tT.%<tL %s".formatted(begin, System.currentTimeMillis(), what));
    }

    private static String threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .map((Map.Entry<Thread, StackTraceElement[]> each) -> each.getKey() + "\n\t"
                        + Stream.of(each.getValue()).map(String::valueOf).collect(Collectors.joining("\n\t")) + "\n")
                .collect(Collectors.joining());
    }
}
