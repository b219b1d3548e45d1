package imc.auth.internal;

import imc.api.SipAddress;
import imc.api.auth.Credentials;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.transport.RoomAddresses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** {@code imc_add_user}: adds a user. */
@Component
@MiCommandProperties(name = "imc_add_user",
        parameters = {"user As sip:user@host, or user@host", "password Of at most 128 bytes"},
        description = "Adds a user, who can log in with that password from now on; tells what there is already in his "
                + "name")
public final class AddUser implements MiCommand {

    private final Users users;
    private final Stored stored;
    private final List<RoomAddresses> rooms = new CopyOnWriteArrayList<>();

    @Activate
    public AddUser(@Reference Users users) {
        this.users = users;
        stored = new Stored(users);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindRooms(RoomAddresses source) {
        rooms.add(source);
    }

    void unbindRooms(RoomAddresses source) {
        rooms.remove(source);
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        SipAddress user = Stored.user(parameters);
        requireLogin(user);
        Credentials credentials = Stored.credentials(user, parameters);
        if (!stored.change(store -> store.add(credentials))) {
            throw MiException.badRequest(user + " is there already; imc_passwd (bin/imc user passwd) gives another"
                    + " password");
        }
        return stored.done(user, "was added", listener -> listener.added(user));
    }

    /** Whoever could not log in is not added: who has mistyped an address would search for the reason elsewhere. */
    private void requireLogin(SipAddress user) throws MiException {
        for (RoomAddresses source : rooms) {
            if (!source.canBeUser(user)) {
                throw MiException.badRequest(user + " cannot be a user: it is the address of a room, or of their"
                        + " manager (" + source.description() + ")");
            }
        }
        Set<String> realms = users.realms();
        if (!realms.isEmpty() && !realms.contains(user.host())) {
            throw MiException.badRequest(user + " could not log in: realms in imc.auth has no '" + user.host()
                    + "', but " + realms.stream().sorted().collect(Collectors.joining(", ")));
        }
    }
}
