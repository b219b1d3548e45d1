package imc.timer.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_timer_list}: what is done again and again. */
@Component
@MiCommandProperties(name = "imc_timer_list",
        description = "Lists the timers: what each does now, and for how long or in how many seconds it is due, how"
                + " often it has run and failed, how many of its moments were left out, and for how long its longest"
                + " run was")
public final class TimerList implements MiCommand {

    private final Timers timers;

    @Activate
    public TimerList(@Reference Timers timers) {
        this.timers = timers;
    }

    @Override
    public Object execute(Map<String, Object> parameters) {
        return timers.snapshots().stream().map(TimerList::row).toList();
    }

    private static Map<String, Object> row(Timer.Snapshot timer) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("timer", timer.what().name());
        row.put("interval_ms", timer.what().interval());
        row.put("state", timer.state().name().toLowerCase(Locale.ROOT));
        row.put("seconds", TimeUnit.NANOSECONDS.toSeconds(timer.nanos()));
        row.put("runs", timer.runs());
        row.put("failures", timer.failures());
        row.put("skipped", timer.skipped());
        row.put("longest_ms", TimeUnit.NANOSECONDS.toMillis(timer.longest()));
        row.put("help", timer.what().help());
        return row;
    }
}
