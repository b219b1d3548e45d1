package imc.timer.internal;

import imc.api.health.Drainable;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.api.timer.TimerTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs all tasks that are there, each at its moments. They come and go as they like. */
@Component(immediate = true, service = {Timers.class, StatisticSource.class, Drainable.class})
public final class Timers implements StatisticSource, Drainable {

    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

    private final Works works;
    private final Runnable close;
    /** By the service's id; guarded by this, as the others. */
    private final Map<Long, Appointment> there = new HashMap<>();
    private final Map<String, Timer> timers = new HashMap<>();
    private boolean ending;

    /** Begins with none. */
    @Activate
    public Timers() {
        this(clock(), new Crew());
    }

    private Timers(ScheduledExecutorService clock, Crew crew) {
        this(new Works(System::nanoTime, clock, crew, most -> ThreadLocalRandom.current().nextLong(most), LOG), () -> {
            clock.shutdownNow();
            crew.close();
        });
    }

    /** @param close ends what it works with */
    Timers(Works works, Runnable close) {
        this.works = works;
        this.close = close;
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "imc-timer-clock");
            thread.setDaemon(true);
            return thread;
        }, new ThreadPoolExecutor.DiscardPolicy());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    @Deactivate
    void deactivate() {
        synchronized (this) {
            ending = true;
            timers.values().forEach(Timer::end);
            timers.clear();
        }
        close.run();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindTask(TimerTask task, Map<String, Object> properties) {
        try {
            Appointment come = Appointment.of(task, properties);
            there.put(come.id(), come);
            appoint(come.name());
        } catch (IllegalArgumentException e) {
            works.log().error("{} is not run by a timer: {}", task.getClass().getName(), e.getMessage());
        }
    }

    /** Its service has other properties now. */
    synchronized void updatedTask(TimerTask task, Map<String, Object> properties) {
        Appointment before = there.get(Appointment.id(properties));
        try {
            if (before != null && before.equals(Appointment.of(task, properties))) {
                return;
            }
        } catch (IllegalArgumentException e) {
            works.log().debug("{} goes", task, e);
        }
        unbindTask(task, properties);
        bindTask(task, properties);
    }

    synchronized void unbindTask(TimerTask task, Map<String, Object> properties) {
        Appointment gone = there.remove(Appointment.id(properties));
        if (gone != null) {
            appoint(gone.name());
        }
    }

    /** Has the task run that counts among those of a name. */
    private void appoint(String name) {
        Optional<Appointment> best = there.values().stream().filter(each -> each.name().equals(name))
                .max(Comparator.naturalOrder());
        Timer before = timers.get(name);
        if (before != null && best.filter(before.appointment()::equals).isPresent()) {
            return;
        }
        if (before != null) {
            before.end();
            timers.remove(name);
        }
        best.filter(each -> !ending).ifPresent(each -> {
            Timer timer = new Timer(each, works);
            timers.put(name, timer);
            timer.begin();
        });
    }

    /** As they are now, by name. */
    List<Timer.Snapshot> snapshots() {
        List<Timer> now;
        synchronized (this) {
            now = List.copyOf(timers.values());
        }
        return now.stream().map(Timer::snapshot)
                .sorted(Comparator.comparing((Timer.Snapshot each) -> each.what().name())).toList();
    }

    @Override
    public synchronized void drain() {
        ending = true;
        timers.values().forEach(Timer::stop);
    }

    /** What hangs is not waited for. */
    @Override
    public Map<String, Long> inFlight() {
        return Map.of("timers", snapshots().stream().filter(each -> each.state() == Timer.State.RUNNING)
                .count());
    }

    @Override
    public String group() {
        return "timer";
    }

    @Override
    public List<Statistic> statistics() {
        List<Timer.Snapshot> now = snapshots();
        List<Statistic> all = new ArrayList<>();
        all.add(Statistic.gauge("timers_running", "Timers whose task runs now", now.stream()
                .filter(each -> each.state() == Timer.State.RUNNING || each.state() == Timer.State.HANGING).count()));
        all.add(Statistic.gauge("timers_hanging", "Timers whose task has been running for more than a minute",
                now.stream().filter(each -> each.state() == Timer.State.HANGING).count()));
        count(all, now, "timer_runs", "How often a timer's task was run", Timer.Snapshot::runs);
        count(all, now, "timer_failures", "How often a timer's task has failed", Timer.Snapshot::failures);
        count(all, now, "timer_skipped", "Moments of a timer that were left out, as its task still ran",
                Timer.Snapshot::skipped);
        count(all, now, "timer_millis", "For how many milliseconds a timer's task has run, in all",
                each -> TimeUnit.NANOSECONDS.toMillis(each.worked()));
        return all;
    }

    private static void count(List<Statistic> all, List<Timer.Snapshot> now, String name, String help,
            ToLongFunction<Timer.Snapshot> value) {
        now.forEach(each -> all.add(new Statistic(name, Statistic.Kind.COUNTER, help,
                Map.of("timer", each.what().name()), value.applyAsLong(each))));
    }
}
