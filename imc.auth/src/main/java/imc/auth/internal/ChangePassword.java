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

/** {@code imc_passwd}: gives a user another password. */
@Component
@MiCommandProperties(name = "imc_passwd",
        parameters = {"user As sip:user@host, or user@host", "password Of at most 128 bytes"},
        description = "Gives a user another password, with which alone he can log in from now on")
public final class ChangePassword implements MiCommand {

    private final Stored stored;

    @Activate
    public ChangePassword(@Reference Users users) {
        stored = new Stored(users);
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        SipAddress user = Stored.user(parameters);
        Credentials credentials = Stored.credentials(user, parameters);
        if (!stored.revoke(user, store -> store.replace(credentials))) {
            throw Stored.unknown();
        }
        return Stored.done(user);
    }
}
