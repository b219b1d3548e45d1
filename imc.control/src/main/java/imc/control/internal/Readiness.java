package imc.control.internal;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.condition.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once, on the console and in the log, that the conference server is ready, or why it is not; other bundles can
 * wait for the {@link Condition} {@value #READY_CONDITION}. Where the framework
 * property {@value #EXIT_ON_FAILURE} is true, a failure at the framework's start ends the process with exit code 1; a
 * later one never does.
 */
@Component(service = Readiness.class, immediate = true)
public final class Readiness {

    static final String EXIT_ON_FAILURE = "imc.exit_on_failure";
    /** Framework property: how long to wait for readiness before that is called a failure; in seconds. */
    static final String READY_TIMEOUT = "imc.ready_timeout";

    static final String READY_CONDITION = "imc.ready";

    private static final long DEFAULT_READY_TIMEOUT = 120;
    private static final long CHECK_INTERVAL_MILLIS = 50;
    /** Not the class's name: logback.xml keeps this one off the console, where the same is said in plain words. */
    private static final Logger LOG = LoggerFactory.getLogger("imc.control.ready");

    private final BundleContext context;
    private final Components components;
    private final Says says;
    private final IdleBundles idle;
    /** Only where the process is ours. */
    private final Optional<ProperEnd> end;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final StartErrors startErrors = new StartErrors();
    /** False where this bundle was installed or updated in a framework that has long been running. */
    private final boolean startsWithFramework;
    private volatile boolean hasBeenReady;
    private volatile boolean hasFailed;

    @Activate
    public Readiness(BundleContext context, @Reference ServiceComponentRuntime runtime) {
        this.context = context;
        this.says = new Says(context);
        this.idle = new IdleBundles(context.getBundle(Constants.SYSTEM_BUNDLE_ID).getBundleContext());
        this.components = new Components(context, runtime, startErrors, says);
        this.end = Optional.of(context).filter(Readiness::isProcessOurs).map(ProperEnd::new);
        startsWithFramework = context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() != Bundle.ACTIVE;
        hasBeenReady = !startsWithFramework;
        context.addFrameworkListener(startErrors);
        Thread watch = new Thread(this::watch, "imc-readiness");
        watch.setDaemon(true);
        watch.start();
    }

    @Deactivate
    void close() {
        context.removeFrameworkListener(startErrors);
        end.ifPresent(ProperEnd::close);
        // The watching thread is not waited for: it may be the one whose exit stops the framework, and so this.
        closed.countDown();
    }

    /** How things stand now, at start-up and ever after. */
    Assessment assess() {
        Assessment now = components.assess();
        if (now.isReady()) {
            hasBeenReady = true;
        }
        return now;
    }

    /** Whether the server has been ready since the framework's start; what is missing then has gone. */
    boolean hasBeenReady() {
        return hasBeenReady;
    }

    /** Whether somebody has to mend something before it can be. */
    boolean cannotStart() {
        return hasFailed && !hasBeenReady;
    }

    private void watch() {
        long began = System.nanoTime();
        try {
            while (!closed.await(CHECK_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                Assessment now = components.assess();
                if (now.isReady()) {
                    ready();
                    return;
                }
                if (now.hasFailed()) {
                    failed(now.reason());
                    return;
                }
                if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(readyTimeout())) {
                    failed(" not ready after " + readyTimeout() + " s:" + now.reason());
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // The framework is stopping under our feet: there is nothing left to be ready.
            LOG.debug("No longer watching", e);
        }
    }

    private void ready() {
        hasBeenReady = true;
        long pid = ProcessHandle.current().pid();
        String ready = startsWithFramework ? String.format(Locale.ROOT, "imc is ready (pid %d, %.1f s)", pid,
                Began.seconds(context.getProperty(Began.PROPERTY), Instant.now())) : "imc is ready (pid " + pid + ")";
        LOG.info(ready);
        context.registerService(Condition.class, Condition.INSTANCE,
                FrameworkUtil.asDictionary(Map.of(Condition.CONDITION_ID, READY_CONDITION)));
        say(System.out, Stream.concat(Stream.of(ready), details(List.of()).stream().map("  "::concat))
                .collect(Collectors.joining(System.lineSeparator())));
    }

    private void failed(String reason) {
        hasFailed = true;
        LOG.error("imc cannot start:{}", reason);
        say(System.err, "imc cannot start:" + reason);
        if (startsWithFramework && isProcessOurs(context)) {
            end.ifPresent(ProperEnd::failed);
            // In a thread of its own: exit waits until the framework has stopped, and that stops this component.
            new Thread(() -> System.exit(1), "imc-exit").start();
        }
    }

    /**
     * What else is to be known about a server that runs: a line each, below the one that says how it is.
     *
     * @param told what was told as a reason already, and is left out
     */
    List<String> details(List<String> told) {
        Stream<String> warnings = Stream.concat(says.all(Says.WARNINGS).stream(), idleOfOthers())
                .filter(warning -> !told.contains(warning));
        return Stream.concat(says.all(Says.STATUS).stream(), warnings.map("warning: "::concat)).toList();
    }

    /** Those of ours keep the server from being ready, and so are told as what it waits for. */
    private Stream<String> idleOfOthers() {
        return idle.now().stream().filter(bundle -> !Components.isOurs(bundle)).map(Bundle::toString).sorted()
                .map(bundle -> "bundle " + bundle + " is meant to run and does not; start it, or restart the server");
    }

    private static boolean isProcessOurs(BundleContext context) {
        return Boolean.parseBoolean(context.getProperty(EXIT_ON_FAILURE));
    }

    /** The console belongs to bin/imc and its user, whatever the log is set to. */
    private static void say(PrintStream console, String line) {
        console.print(line + System.lineSeparator());
        console.flush();
    }

    private long readyTimeout() {
        String seconds = context.getProperty(READY_TIMEOUT);
        return seconds == null ? DEFAULT_READY_TIMEOUT : Long.parseLong(seconds);
    }
}
