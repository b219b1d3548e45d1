package imc.script.internal;

import imc.api.config.Settings;
import imc.api.health.HealthSource;
import imc.api.sip.SipRoute;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.script.internal.eval.Clock;
import imc.script.internal.eval.Expressions;
import imc.script.internal.eval.Language;
import imc.script.internal.program.Block;
import imc.script.internal.program.Program;
import imc.script.internal.program.Reader;
import imc.script.internal.run.Source;
import imc.script.internal.text.SyntaxException;
import imc.script.internal.whiteboard.Functions;
import imc.script.internal.whiteboard.Variables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The script that is in force: reads the file again when it has changed, and decides about requests as long as there is
 * a request route in it. A file that cannot be read leaves the script that there was; where there was none yet, every
 * request is answered 503, for nobody knows what the operator has meant to refuse.
 */
@Component(service = {Script.class, StatisticSource.class, HealthSource.class}, configurationPid = ScriptSettings.PID,
        immediate = true)
@Designate(ocd = ScriptConfiguration.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.sip.SipRoute\"")
public final class Script implements StatisticSource, HealthSource {

    private static final Logger LOG = LoggerFactory.getLogger(Script.class);
    private static final String DIRECTORY = "imc.conf";
    private static final int LOOK_MILLIS = 1000;
    /** By then, whoever starts with the server has started. */
    private static final int START_SECONDS = 10;

    private final BundleContext context;
    private final Variables variables;
    private final Functions functions;
    private final Language language = new Language();
    private final Told told = new Told(LOG);
    private final ScheduledExecutorService thread;
    private final FurtherRoutes further;
    private volatile Settings settings = ScriptSettings.initial();
    private volatile Program program = Program.NONE;
    private volatile Optional<String> refused = Optional.empty();
    private RoutesFile file = new RoutesFile(Path.of(ScriptSettings.USUAL_FILE));
    private @Nullable String stamp;
    private @Nullable String seen;
    private @Nullable ServiceRegistration<SipRoute> registration;
    private boolean closed;

    @Activate
    public Script(BundleContext context, Map<String, Object> configuration, @Reference Variables variables,
            @Reference Functions functions) {
        this.context = context;
        this.variables = variables;
        this.functions = functions;
        further = new FurtherRoutes(context, new After(() -> program, this::clock, told), this::path);
        modified(configuration);
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "imc-script");
            made.setDaemon(true);
            return made;
        });
        thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        thread.schedule(() -> unknown().forEach(what -> LOG.warn("{}: {}; until somebody offers it, a route that needs"
                + " it answers 503", path(), what)), START_SECONDS, TimeUnit.SECONDS);
    }

    @Modified
    synchronized void modified(Map<String, Object> configuration) {
        settings = settings.with(configuration, LOG::error);
        Path named = settings.get(ScriptSettings.ROUTES_FILE);
        String directory = context.getProperty(DIRECTORY);
        RoutesFile next = new RoutesFile(directory == null ? named : Path.of(directory).resolve(named));
        if (stamp == null || !next.equals(file)) {
            file = next;
            stamp = file.stamp();
            read(stamp, false);
        }
    }

    @Deactivate
    synchronized void close() {
        closed = true; // a look may be waiting for its turn
        thread.shutdownNow();
        offer(false);
        further.offer(Program.NONE);
    }

    /** Reads the file where it is another now, and was so a look before: until then it may be being written. */
    synchronized void look() {
        try {
            String now = file.stamp();
            if (!now.equals(stamp) && now.equals(seen)) {
                stamp = now;
                read(now, true);
            }
            seen = now;
        } catch (RuntimeException | Error e) { // or it would never be looked at again
            told.say("The routes cannot be read", e);
        }
    }

    /**
     * Reads the file as it is now, by an operator's wish.
     *
     * @return why it is not in force; empty where it is
     */
    public synchronized Optional<String> reload() {
        stamp = file.stamp();
        read(stamp, true);
        return refused;
    }

    /** @param isComplete whether whoever offers variables and functions is there */
    private void read(String now, boolean isComplete) {
        if (closed) {
            return;
        }
        if (now.equals(RoutesFile.MISSING)) {
            take(Program.NONE);
            return;
        }
        try {
            Program read = Reader.read(file.read(), new Expressions(language, variables, functions));
            Set<String> unknown = isComplete ? read.objections().get() : Set.of();
            if (unknown.isEmpty()) {
                take(read);
            } else {
                refuse(String.join("; ", unknown));
            }
        } catch (SyntaxException | IOException e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private void take(Program next) {
        boolean isFirst = program == Program.NONE;
        program = next;
        refused = Optional.empty();
        told.forget();
        if (next != Program.NONE) {
            LOG.info("{}: the routes are in force: {}", path(), next.blocks().stream().map(Block::title).toList());
        } else if (!isFirst) {
            LOG.info("{} is gone: requests go where they go without routes", path());
        }
        offer(next.request().isPresent());
        further.offer(next);
    }

    private void refuse(String why) {
        refused = Optional.of("the routes in " + path() + " are not in force: " + why);
        LOG.error("{}: {}; {}", path(), why, program == Program.NONE
                ? "until it is mended every request is answered 503" : "the routes are what they were");
        offer(program == Program.NONE || program.request().isPresent());
    }

    private void offer(boolean decides) {
        if (decides && registration == null) {
            registration = context.registerService(SipRoute.class, new Routing(() -> program, this::clock, told), null);
        } else if (!decides && registration != null) {
            FurtherRoutes.withdraw(registration);
            registration = null;
        }
    }

    private Path path() {
        return file.path();
    }

    /** That the routes are read from. */
    public synchronized Path file() {
        return file.path();
    }

    /**
     * What an expression is worth.
     *
     * @param source what it is about
     * @throws IllegalArgumentException saying why it has no value
     */
    public String evaluate(String expression, Source source) {
        return new Trial(new Expressions(language, variables, functions), clock()).evaluate(expression, source);
    }

    private Clock clock() {
        return Clock.of(settings.get(ScriptSettings.MAX_ROUTE_MS));
    }

    /** What the script uses and nobody offers. */
    private Set<String> unknown() {
        return program.objections().get();
    }

    /** That is in force. */
    public Program program() {
        return program;
    }

    @Override
    public List<String> missing() {
        return refused.isPresent() ? List.of(refused.get())
                : unknown().stream().map(what -> "the routes need what nobody offers: " + what).toList();
    }

    @Override
    public String group() {
        return "script";
    }

    @Override
    public List<Statistic> statistics() {
        return program.blocks().stream().flatMap(Script::statistics).toList();
    }

    private static Stream<Statistic> statistics(Block block) {
        Map<String, String> labels = Map.of("route", block.title());
        return Stream.of(new Statistic("route_runs", Statistic.Kind.COUNTER, "How often a route was run", labels,
                        block.runs().sum()),
                new Statistic("route_microseconds", Statistic.Kind.COUNTER,
                        "For how many microseconds a route has worked, with those that it calls", labels,
                        TimeUnit.NANOSECONDS.toMicros(block.nanos().sum())));
    }
}
