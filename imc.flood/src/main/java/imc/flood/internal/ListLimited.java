package imc.flood.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_list_limited}: who sends faster than is allowed. */
@Component
@MiCommandProperties(name = "imc_list_limited",
        description = "Lists the sources, users and rooms from which or to which more comes than is allowed: how much"
                + " was refused, and for how many seconds they are remembered")
public final class ListLimited implements MiCommand {

    private static final int MOST = 100;
    private final Floods floods;

    @Activate
    public ListLimited(@Reference Floods floods) {
        this.floods = floods;
    }

    @Override
    public Object execute(Map<String, Object> parameters) {
        List<Map<String, Object>> rows = new ArrayList<>();
        add(rows, "source", floods.sources());
        add(rows, "user", floods.users());
        add(rows, "room", floods.rooms());
        return rows;
    }

    private static void add(List<Map<String, Object>> rows, String kind, List<Buckets.Limited> limited) {
        limited.stream().limit(MOST).forEach(one -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("kind", kind);
            row.put("who", one.who());
            row.put("refused", one.count());
            row.put("seconds", one.seconds());
            rows.add(row);
        });
    }
}
