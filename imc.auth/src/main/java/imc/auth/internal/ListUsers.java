package imc.auth.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_list_users}: lists the users. */
@Component
@MiCommandProperties(name = "imc_list_users",
        parameters = {"[from:integer] How many to leave out at the beginning",
            "[count:integer] How many to list at most; 1000 as if left out, 10000 at most"},
        description = "Lists the users who can log in, by host and name")
public final class ListUsers implements MiCommand {

    private static final int USUAL = 1000;
    private static final int MOST = 10_000;

    private final Stored stored;

    @Activate
    public ListUsers(@Reference Users users) {
        stored = new Stored(users);
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        int from = number(parameters, "from", 0, 0, Integer.MAX_VALUE);
        int count = number(parameters, "count", USUAL, 1, MOST);
        return stored.ask(store -> store.list(from, count)).stream().map(Stored::done).toList();
    }

    private static int number(Map<String, Object> parameters, String name, long otherwise, long least, long most)
            throws MiException {
        long number = (Long) parameters.getOrDefault(name, otherwise);
        if (number < least || number > most) {
            throw MiException.badRequest("the parameter '" + name + "' is " + number + "; " + least + " to " + most
                    + " is allowed");
        }
        return (int) number;
    }
}
