package org.example.greeter;

import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Step;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Component;

/** A command that users send, and what it counts. */
@Component
@ImcCommandProperties(name = "greet", usage = "<name>", help = "greet somebody")
public final class Greet implements ImcCommand, StatisticSource {

    private final AtomicLong greetings = new AtomicLong();

    @Override
    public Step run(CommandCall call) {
        greetings.incrementAndGet();
        return Step.done().noticing(call.sender(), "Hello, " + call.argument("name").orElse("world"));
    }

    @Override
    public String group() {
        return "greeter";
    }

    @Override
    public List<Statistic> statistics() {
        return List.of(Statistic.counter("greetings", "How often somebody was greeted", greetings.get()));
    }
}
