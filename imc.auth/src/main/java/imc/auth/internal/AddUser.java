package imc.auth.internal;

import imc.api.SipAddress;
import imc.api.auth.Credentials;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_add_user}: adds a user. */
@Component
@MiCommandProperties(name = "imc_add_user",
        parameters = {"user As sip:user@host, or user@host", "password Of at most 128 bytes"},
        description = "Adds a user, who can log in with that password from now on")
public final class AddUser implements MiCommand {

    private final Stored stored;

    @Activate
    public AddUser(@Reference Users users) {
        stored = new Stored(users);
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        SipAddress user = Stored.user(parameters);
        Credentials credentials = Stored.credentials(user, parameters);
        if (!stored.change(store -> store.add(credentials))) {
            throw MiException.badRequest("the user is there already; imc_passwd gives another password");
        }
        return Stored.done(user);
    }
}
