package imc.rooms.internal;

import imc.api.Answer;
import imc.api.Room;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.rooms.internal.outgoing.Outgoing;
import imc.rooms.internal.report.Failures;
import imc.rooms.internal.state.Rooms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Counts what the conference server does. */
@Component(service = {Counters.class, StatisticSource.class})
public final class Counters implements StatisticSource {

    private final Rooms rooms;
    private final Outgoing outgoing;
    private final Failures failures;
    private final LongAdder automatic = new LongAdder();
    private final Map<String, LongAdder> messages = new ConcurrentHashMap<>();
    private final Map<Command, LongAdder> commands = new ConcurrentHashMap<>();

    private record Command(String name, String outcome) {
    }

    @Activate
    public Counters(@Reference Rooms rooms, @Reference Outgoing outgoing, @Reference Failures failures) {
        this.rooms = rooms;
        this.outgoing = outgoing;
        this.failures = failures;
    }

    void automatic() {
        automatic.increment();
    }

    void message(Answer outcome) {
        messages.computeIfAbsent(word(outcome), key -> new LongAdder()).increment();
    }

    void command(String name, Answer outcome) {
        commands.computeIfAbsent(new Command(name, word(outcome)), key -> new LongAdder()).increment();
    }

    private static String word(Answer outcome) {
        return outcome.isSuccess() ? "ok" : Integer.toString(outcome.code());
    }

    @Override
    public List<Statistic> statistics() {
        List<Statistic> figures = new ArrayList<>();
        figures.add(Statistic.gauge("active_rooms", "Rooms", rooms.size()));
        figures.add(Statistic.gauge("active_members", "Users in rooms, the invited not counted, once for each room",
                rooms.all().mapToLong(Room::presentCount).sum()));
        messages.forEach((outcome, count) -> figures.add(new Statistic("messages", Statistic.Kind.COUNTER,
                "Messages to rooms, by outcome: ok, or the return code", Map.of("outcome", outcome), count.sum())));
        commands.forEach((command, count) -> figures.add(new Statistic("commands", Statistic.Kind.COUNTER,
                "Users' commands, by name and outcome: ok, or the return code",
                Map.of("name", command.name(), "outcome", command.outcome()), count.sum())));
        figures.add(Statistic.counter("automatic_messages", "Messages of programs, which are taken and not sent on",
                automatic.sum()));
        figures.add(Statistic.counter("undeliverable",
                "Copies for which there was no transport, or one that failed over them", outgoing.undeliverable()));
        figures.add(Statistic.counter("failures", "Failures inside the server, of which the log tells",
                failures.count()));
        return figures;
    }
}
