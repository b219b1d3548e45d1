package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.sip.Flow;
import imc.api.sip.TransportKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows who is registered where, like Kamailio's {@code ul.dump}. */
@Component
@MiCommandProperties(name = "ul_dump", parameters = "[user] As sip:user@host, user@host, or the user part alone",
        description = "Lists the registered users with their contacts, or one user's contacts")
public final class UlDump implements MiCommand {

    private final LocationTable table;

    @Activate
    public UlDump(@Reference LocationTable table) {
        this.table = table;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        long now = table.now();
        List<Map<String, Object>> users = Registered.bindings(parameters, table, now).stream()
                .map(entry -> tree(entry.getKey(), entry.getValue(), now)).toList();
        return parameters.get("user") == null ? users : users.get(0);
    }

    private static Map<String, Object> tree(SipAddress user, List<Binding> bindings, long now) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("user", user.toString());
        tree.put("contacts", bindings.stream().map(binding -> tree(binding, now)).toList());
        return tree;
    }

    private static Map<String, Object> tree(Binding binding, long now) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("contact", binding.contact().uri().text());
        tree.put("expires", binding.secondsLeft(now));
        tree.put("q", binding.place().q() / 1000.0);
        tree.put("flow", binding.flow().map(Flow::toString).orElse(TransportKind.UDP.toString()));
        if (!binding.place().path().isEmpty()) {
            tree.put("path", String.join(", ", binding.place().path()));
        }
        tree.put("callid", binding.callId());
        tree.put("cseq", binding.cseq());
        return tree;
    }
}
