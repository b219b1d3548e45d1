package imc.offline.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_offline_drop}: throws away what waits for one user. */
@Component
@MiCommandProperties(name = "imc_offline_drop", parameters = "user As sip:user@host or user@host",
        description = "Throws away the messages that wait for a user")
public final class OfflineDrop implements MiCommand {

    private final Offline offline;

    @Activate
    public OfflineDrop(@Reference Offline offline) {
        this.offline = offline;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        OfflineBox box = OfflineBox.of(offline, parameters);
        int dropped = box.drop();
        offline.means().counters.dropped.add(dropped);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("user", box.user().toString());
        tree.put("dropped", dropped);
        return tree;
    }
}
