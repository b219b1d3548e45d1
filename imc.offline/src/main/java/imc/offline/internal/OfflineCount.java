package imc.offline.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_offline_count}: how much waits. */
@Component
@MiCommandProperties(name = "imc_offline_count",
        description = "Shows how many messages wait for how many members who are away, and how many get theirs now")
public final class OfflineCount implements MiCommand {

    private final Offline offline;

    @Activate
    public OfflineCount(@Reference Offline offline) {
        this.offline = offline;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        Offline.Opened opened = OfflineBox.opened(offline);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("waiting", opened.boxes().waiting());
        tree.put("members", opened.boxes().size());
        tree.put("runs", opened.runs().active());
        return tree;
    }
}
