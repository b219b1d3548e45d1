package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.mi.MiPage;
import imc.api.sip.Flow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        MiPage page = MiPage.of(parameters);
        long now = table.now();
        List<Listed> all = Registered.bindings(parameters, table, now).stream()
                .flatMap(entry -> entry.getValue().stream().map(binding -> new Listed(entry.getKey(), binding)))
                .toList();
        return page.of(all, listed -> row(listed.user(), listed.binding(), now));
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
