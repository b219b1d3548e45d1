package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.location.Location;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What other bundles see of the bindings, from when it is known who was registered before: until then there is no
 * location service, rather than one that says of everybody that he is away. {@link Durability} enables it.
 */
@Component(enabled = false)
public final class UserLocation implements Location, StatisticSource {

    private final LocationTable table;

    @Activate
    public UserLocation(@Reference LocationTable table) {
        this.table = table;
    }

    @Override
    public List<Contact> contacts(SipAddress user) {
        // Asked for each copy of each message.
        List<Binding> bindings = table.bindings(user, table.now());
        return switch (bindings.size()) {
            case 0 -> List.of();
            case 1 -> List.of(bindings.get(0).place());
            default -> bindings.stream().map(Binding::place).toList();
        };
    }

    @Override
    public String group() {
        return "usrloc";
    }

    @Override
    public List<Statistic> statistics() {
        long[] counts = table.count(table.now());
        return List.of(
                Statistic.gauge("registered_users", "Users with at least one contact", counts[0]),
                Statistic.gauge("location_contacts", "Contacts of all users", counts[1]),
                Statistic.gauge("location_bytes", "Bytes that the contacts of all users take up (max_bytes)",
                        table.bytes()));
    }
}
