package imc.mi.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.mi.MiParameter;
import imc.api.mi.MiSignature;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code help}: what the commands do, or what one takes. */
@Component
@MiCommandProperties(name = "help", aliases = {"system_methodHelp", "system_methodSignature"},
        parameters = "[command] Its name", description = "Shows what the management commands do, or what one takes")
public final class Help implements MiCommand {

    private final Offer offer;

    @Activate
    public Help(BundleContext context) {
        offer = new Offer(context);
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        Object name = parameters.get("command");
        if (name == null) {
            return offer.now().signatures().stream().map(Help::row).toList();
        }
        return offer.now().find(name.toString()).map(Help::tree).orElseThrow(() -> MiException.notFound(
                "there is no command '" + name + "'; 'which' lists those that there are"));
    }

    private static Map<String, Object> row(MiSignature signature) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("command", signature.name());
        row.put("parameters", signature.parameters().stream().map(MiParameter::toString)
                .collect(Collectors.joining(" ")));
        row.put("description", signature.description());
        return row;
    }

    private static Map<String, Object> tree(MiSignature signature) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("command", signature.name());
        tree.put("description", signature.description());
        tree.put("usage", signature.usage());
        if (!signature.aliases().isEmpty()) {
            tree.put("aliases", String.join(", ", signature.aliases()));
        }
        tree.put("parameters", signature.parameters().stream().map(Help::row).toList());
        return tree;
    }

    private static Map<String, Object> row(MiParameter parameter) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", parameter.name());
        row.put("type", parameter.type().name().toLowerCase(Locale.ROOT));
        row.put("optional", parameter.optional());
        row.put("description", parameter.description());
        return row;
    }
}
