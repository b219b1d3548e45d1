package imc.mi.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** {@code uptime}: since when the process runs. */
@Component
@MiCommandProperties(name = "uptime", aliases = "core_uptime",
        description = "Shows the time, since when the server has been running, and for how many seconds")
public final class Uptime implements MiCommand {

    @Override
    public Object execute(Map<String, Object> parameters) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant since = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime())
                .truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("now", now.toString());
        tree.put("up_since", since.toString());
        tree.put("uptime", Math.max(0, ChronoUnit.SECONDS.between(since, now)));
        return tree;
    }
}
