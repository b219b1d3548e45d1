package imc.rooms.internal.whiteboard;

import imc.api.Room;
import imc.api.room.RoomPolicy;
import imc.rooms.internal.settings.ConferenceSettings;
import imc.rooms.internal.state.Rooms;
import imc.rooms.internal.time.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what rooms have set that a policy enforces ({@link RoomPolicy#ENFORCES}). Where its last policy goes, it is
 * relied upon for a while all the same, since a bundle that is updated is back at once; then the log says that nobody
 * enforces it any more, and it is forgotten.
 */
@Component(service = Enforced.class)
public final class Enforced {

    private static final Logger LOG = LoggerFactory.getLogger(Enforced.class);

    private final ConferenceSettings settings;
    private final Rooms rooms;
    private final Timing timing;
    private final List<ServiceReference<RoomPolicy>> policies = new ArrayList<>();
    /** Done where nothing is waited for. */
    private CompletableFuture<Void> timer = CompletableFuture.completedFuture(null);
    /** By name. */
    private volatile Map<String, Absence> absences = Map.of();

    /** Since when, and in which bundle it was that enforced something. */
    private record Absence(String bundle, long since) {
    }

    @Activate
    public Enforced(@Reference ConferenceSettings settings, @Reference Rooms rooms, @Reference Timing timing) {
        this.settings = settings;
        this.rooms = rooms;
        this.timing = timing;
    }

    @Deactivate
    public synchronized void deactivate() {
        absences = Map.of();
        timer.cancel(false);
    }

    /** After the policy is asked. */
    synchronized void add(ServiceReference<RoomPolicy> policy) {
        policies.add(policy);
        Map<String, Absence> left = new TreeMap<>(absences);
        left.keySet().removeAll(names(policy).toList());
        absences = left;
    }

    /** Before the policy is asked no more. */
    synchronized void remove(ServiceReference<RoomPolicy> policy) {
        policies.remove(policy);
        Map<String, Absence> more = new TreeMap<>(absences);
        names(policy).filter(name -> policies.stream().flatMap(Enforced::names).noneMatch(name::equals))
                .forEach(name -> more.put(name, new Absence(bundle(policy), timing.nanoTime())));
        absences = more;
        lookLater();
    }

    private static Stream<String> names(ServiceReference<RoomPolicy> policy) {
        Object names = policy.getProperty(RoomPolicy.ENFORCES);
        return names instanceof String[] several ? Stream.of(several)
                : names instanceof String one ? Stream.of(one) : Stream.of();
    }

    private static String bundle(ServiceReference<RoomPolicy> policy) {
        Bundle bundle = policy.getBundle();
        return bundle == null ? "a bundle" : bundle.getSymbolicName();
    }

    /** Whether the room relies on a policy that is away, and may be back at once. */
    boolean isAwayFor(Room room) {
        return !absences.isEmpty() && absences.entrySet().stream()
                .anyMatch(each -> waiting(each.getValue()) > 0 && has(room, each.getKey()));
    }

    private static boolean has(Room room, String name) {
        return room.properties().get(name).isPresent() || !room.properties().isEmpty()
                && room.properties().names().stream().anyMatch(each -> each.startsWith(name + '.'));
    }

    private long waiting(Absence absence) {
        return absence.since() + settings.policyTimeout().toNanos() - timing.nanoTime();
    }

    private synchronized void lookLater() {
        timer.cancel(false);
        absences.values().stream().mapToLong(this::waiting).min().ifPresent(nanos -> {
            timer = timing.after(Math.max(nanos, 0));
            timer.thenRunAsync(this::look);
        });
    }

    /** Gives up what has been away for too long, and says in the log what that is, where a room has it. */
    public void look() {
        given().forEach((bundle, names) -> {
            String unenforced = names.stream().map(name -> Map.entry(name, rooms.all().filter(room -> has(room, name))
                            .count())).filter(count -> count.getValue() > 0)
                    .map(count -> count.getKey() + " (" + count.getValue() + ")").collect(Collectors.joining(", "));
            if (!unenforced.isEmpty()) {
                LOG.warn("{} has been away for {} s, and what rooms have set nobody enforces any more (in so many"
                        + " rooms): {}", bundle, settings.policyTimeout().toSeconds(), unenforced);
            }
        });
        lookLater();
    }

    /** The names by bundle. */
    private synchronized Map<String, List<String>> given() {
        Map<String, Absence> left = new TreeMap<>(absences);
        Map<String, List<String>> given = new TreeMap<>();
        left.entrySet().removeIf(each -> {
            boolean isGiven = waiting(each.getValue()) <= 0;
            if (isGiven) {
                given.computeIfAbsent(each.getValue().bundle(), bundle -> new ArrayList<>()).add(each.getKey());
            }
            return isGiven;
        });
        absences = left;
        return given;
    }
}
