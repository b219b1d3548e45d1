package imc.script.events.internal;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.health.Drainable;
import imc.api.room.Cause;
import imc.api.room.RoomListener;
import imc.api.room.Speech;
import imc.api.script.EventRoute;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.script.events.internal.Happening.Event;
import imc.script.events.internal.Happening.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the script's routes for what happens in rooms, after the fact and on a thread of its own: a room notices nothing
 * of them. Where the script has no such route, nothing is done.
 */
@Component(service = {RoomListener.class, StatisticSource.class, Drainable.class}, immediate = true)
public final class RoomEvents implements RoomListener, StatisticSource, Drainable {

    private static final Logger LOG = LoggerFactory.getLogger(RoomEvents.class);
    private static final int IDLE_SECONDS = 10;
    /** Of a room that is another already, beside the members themselves. */
    private static final int BYTES_OF_MEMBER = 8;

    private final Map<String, EventRoute> routes = new ConcurrentHashMap<>();
    private final LongAdder runs = new LongAdder();
    private final Turns turns;
    private final Runnable close;
    private final Logger log;

    @Activate
    public RoomEvents() {
        this(thread());
    }

    private RoomEvents(ThreadPoolExecutor thread) {
        this(thread, thread::shutdownNow, LOG);
    }

    /**
     * @param thread does one thing after the other
     * @param close  ends it
     */
    RoomEvents(Executor thread, Runnable close, Logger log) {
        this.turns = new Turns(thread, this::run, log);
        this.close = close;
        this.log = log;
    }

    private static ThreadPoolExecutor thread() {
        ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), task -> {
                    Thread made = new Thread(task, "imc-script-events");
                    made.setDaemon(true);
                    return made;
                }, new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
        return thread;
    }

    @Deactivate
    void deactivate() {
        close.run();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindRoute(EventRoute route, Map<String, Object> properties) {
        String name = String.valueOf(properties.get(EventRoute.NAME));
        routes.put(name, route);
        if (name.startsWith(Happening.PREFIX) && Stream.of(Kind.values()).noneMatch(kind -> kind.word().equals(name))) {
            log.warn("event_route[{}] is never run; there are {}", name,
                    Arrays.stream(Kind.values()).map(Kind::word).toList());
        }
    }

    void unbindRoute(EventRoute route, Map<String, Object> properties) {
        routes.remove(String.valueOf(properties.get(EventRoute.NAME)), route);
    }

    private boolean isWanted(Kind... kinds) {
        return !routes.isEmpty() && Stream.of(kinds).anyMatch(kind -> routes.containsKey(kind.word()));
    }

    private CompletionStage<?> run(Event event) {
        EventRoute route = routes.get(event.kind().word());
        if (route == null) {
            return CompletableFuture.completedFuture(null);
        }
        runs.increment();
        return route.run(event.facts());
    }

    @Override
    public void changed(SipAddress address, Optional<Room> before, Optional<Room> after, Cause cause) {
        boolean isWanted = before.isEmpty() ? isWanted(Kind.CREATED)
                : after.isEmpty() ? isWanted(Kind.DESTROYED) : isWanted(Kind.JOINED, Kind.LEFT);
        if (isWanted && !cause.what().equals(Cause.STORE)) {
            long size = Stream.of(before, after).flatMap(Optional::stream)
                    .mapToLong(room -> (long) BYTES_OF_MEMBER * room.members().size()).sum();
            turns.add(new Happening(address, size, () -> Changes.of(address, before, after, cause)));
        }
    }

    @Override
    public void said(Speech speech) {
        if (isWanted(Kind.MESSAGE)) {
            turns.add(new Happening(speech.room().address(), speech.content().bytes().length,
                    () -> List.of(Changes.of(speech))));
        }
    }

    @Override
    public void drain() {
        // what has happened until then is told
    }

    @Override
    public Map<String, Long> inFlight() {
        return Map.of("events", (long) turns.waiting());
    }

    @Override
    public String group() {
        return "event_route";
    }

    @Override
    public List<Statistic> statistics() {
        return List.of(Statistic.counter("failures", "Events that could not be told to the script, or not in time",
                        turns.failures()),
                Statistic.counter("overflows", "Events that were not told to the script, as too many waited",
                        turns.overflows()),
                Statistic.counter("runs", "How often a route of the script was run after an event", runs.sum()),
                Statistic.gauge("waiting", "Events that wait for their turn, or have it", turns.waiting()));
    }
}
