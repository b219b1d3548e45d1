package imc.mi.archive.internal;

import imc.api.SipAddress;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_delete_user_history}: deletes what one user has said. */
@Component
@MiCommandProperties(name = "imc_delete_user_history",
        parameters = {"user As sip:user@host; the user part alone of one at the room's host",
            "[room] As sip:user@host, or its user part alone where it is there; left out, it is deleted in all rooms"},
        description = "Deletes what rooms keep of what a user has said")
public final class DeleteUserHistory implements MiCommand {

    private final Archives archives;

    @Activate
    public DeleteUserHistory(@Reference Archives archives) {
        this.archives = archives;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        Optional<SipAddress> room = parameters.containsKey("room")
                ? Optional.of(archives.room(parameters)) : Optional.empty();
        SipAddress user = Archives.user(parameters, room);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("user", user.toString());
        room.ifPresent(where -> tree.put("room", where.toString()));
        tree.put("deleted", archives.ask(archive -> archive.deleteUser(user, room)));
        return tree;
    }
}
