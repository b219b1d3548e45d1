package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.sip.Flow;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_list_contacts}: where users can be reached, a row for each contact. */
@Component
@MiCommandProperties(name = "imc_list_contacts",
        parameters = {"[user] As sip:user@host, user@host, or the user part alone",
            "[from:integer] How many to leave out at the beginning", "[count:integer] How many to list at most"},
        description = "Lists the contacts of all users, or of one, with the devices and the flows behind them")
public final class ListContacts implements MiCommand {

    private final LocationTable table;

    @Activate
    public ListContacts(@Reference LocationTable table) {
        this.table = table;
    }

    private record Listed(SipAddress user, Binding binding) {
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        long from = number(parameters, "from", 0);
        long count = number(parameters, "count", Integer.MAX_VALUE);
        long now = table.now();
        Map<SipAddress, List<Binding>> all = table.all(now);
        Stream<Map.Entry<SipAddress, List<Binding>>> users = all.entrySet().stream();
        Object name = parameters.get("user");
        if (name != null) {
            SipAddress user = Registered.user(name.toString(), all.keySet());
            if (!all.containsKey(user)) {
                throw Registered.none(user);
            }
            users = Stream.of(Map.entry(user, all.get(user)));
        }
        return users.sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .flatMap(entry -> entry.getValue().stream().map(binding -> new Listed(entry.getKey(), binding)))
                .skip(from).limit(count).map(listed -> row(listed.user(), listed.binding(), now)).toList();
    }

    private static long number(Map<String, Object> parameters, String name, long otherwise) throws MiException {
        long number = (Long) parameters.getOrDefault(name, otherwise);
        if (number < 0) {
            throw MiException.badRequest("the parameter '" + name + "' is " + number + "; 0 or more is allowed");
        }
        return number;
    }

    private static Map<String, Object> row(SipAddress user, Binding binding, long now) {
        ContactValue contact = binding.contact();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("user", user.toString());
        row.put("contact", contact.uri().text());
        row.put("expires", binding.secondsLeft(now));
        row.put("q", binding.place().q() / 1000.0);
        row.put("flow", binding.flow().map(Flow::toString).orElse(""));
        row.put("instance", contact.device());
        row.put("reg_id", contact.regId());
        row.put("path", String.join(", ", binding.place().path()));
        row.put("user_agent", binding.userAgent());
        return row;
    }
}
