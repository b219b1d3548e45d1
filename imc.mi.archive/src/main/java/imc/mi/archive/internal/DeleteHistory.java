package imc.mi.archive.internal;

import imc.api.SipAddress;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_delete_history}: deletes what a room keeps; what is said from then on it keeps as before. */
@Component
@MiCommandProperties(name = "imc_delete_history", parameters = Archives.ROOM,
        description = "Deletes what is kept of what was said in a room, which need not be there any more")
public final class DeleteHistory implements MiCommand {

    private final Archives archives;

    @Activate
    public DeleteHistory(@Reference Archives archives) {
        this.archives = archives;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        SipAddress room = archives.room(parameters);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("room", room.toString());
        tree.put("deleted", archives.ask(archive -> archive.delete(room)));
        return tree;
    }
}
