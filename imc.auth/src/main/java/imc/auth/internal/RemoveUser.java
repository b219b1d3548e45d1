package imc.auth.internal;

import imc.api.SipAddress;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_rm_user}: removes a user. */
@Component
@MiCommandProperties(name = "imc_rm_user",
        parameters = {"user As sip:user@host, or user@host"},
        description = "Removes a user, who cannot log in any more and is registered nowhere, and the messages "
                + "that wait for him; tells in which rooms he stays a member")
public final class RemoveUser implements MiCommand {

    private final Stored stored;

    @Activate
    public RemoveUser(@Reference Users users) {
        stored = new Stored(users);
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        SipAddress user = Stored.user(parameters);
        if (!stored.revoke(user, store -> store.remove(user))) {
            throw Stored.unknown();
        }
        return stored.done(user, "was removed", listener -> listener.removed(user));
    }
}
