package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.mi.MiPatience;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_remove_contacts}: as if a user had taken back a registration. He may register again. */
@Component
@MiCommandProperties(name = "imc_remove_contacts",
        parameters = {"user As sip:user@host, user@host, or the user part alone",
            "[contact] Its URI, as imc_list_contacts shows it; all of the user's if left out"},
        description = "Removes a user's contacts, or one of them; the user may register again")
public final class RemoveContacts implements MiCommand {

    private static final MiPatience STORE =
            new MiPatience("The contacts are removed; their store", Duration.ofSeconds(5));

    private final LocationTable table;
    private final Durability durability;

    @Activate
    public RemoveContacts(@Reference LocationTable table, @Reference Durability durability) {
        this.table = table;
        this.durability = durability;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        SipAddress user = Registered.user(parameters.get("user").toString(), table);
        Object contact = parameters.get("contact");
        AtomicInteger removed = new AtomicInteger();
        LocationTable.Changed changed = table.remove(user, binding -> {
            boolean isMeant = contact == null || binding.contact().uri().text().equals(contact);
            removed.addAndGet(isMeant ? 1 : 0);
            return isMeant;
        });
        if (removed.get() == 0) {
            throw contact == null ? Registered.none(user) : MiException.notFound(user + " has no contact " + contact);
        }
        STORE.await(durability.write(changed.urgent()));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("user", user.toString());
        tree.put("removed", removed.get());
        tree.put("contacts", changed.bindings().size());
        return tree;
    }
}
