package imc.offline.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.offline.OfflineMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_offline_list}: what waits for one user, without what it says: that is between him and his rooms. */
@Component
@MiCommandProperties(name = "imc_offline_list", parameters = "user As sip:user@host or user@host",
        description = "Lists the messages that wait for a user, the oldest 100 of them, without what they say")
public final class OfflineList implements MiCommand {

    private static final int MOST = 100;

    private final Offline offline;

    @Activate
    public OfflineList(@Reference Offline offline) {
        this.offline = offline;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        OfflineBox box = OfflineBox.of(offline, parameters);
        box.expire(offline);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("user", box.user().toString());
        tree.put("waiting", box.waiting());
        tree.put("messages", box.first(MOST).stream().map(kept -> tree(kept.message())).toList());
        return tree;
    }

    private static Map<String, Object> tree(OfflineMessage message) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("room", message.room().toString());
        tree.put("from", message.sender().toString());
        tree.put("sent", message.sent().toString());
        tree.put("expires", message.expires().toString());
        tree.put("type", message.content().type());
        tree.put("bytes", message.content().bytes().length);
        return tree;
    }
}
