package imc.mi.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiSignature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * What commands there are, for commands that tell: the dispatcher, which holds all commands, is none that a command can
 * ask.
 */
final class Offer {

    private final BundleContext context;

    Offer(BundleContext context) {
        this.context = context;
    }

    Catalog<MiSignature> now() {
        List<MiSignature> signatures = new ArrayList<>();
        for (ServiceReference<MiCommand> reference : references()) {
            try {
                signatures.add(MiSignature.of(FrameworkUtil.asMap(reference.getProperties())));
            } catch (IllegalArgumentException e) {
                // The dispatcher has said so.
                continue;
            }
        }
        return new Catalog<>(signatures, Function.identity());
    }

    private List<ServiceReference<MiCommand>> references() {
        try {
            return context.getServiceReferences(MiCommand.class, null).stream()
                    .sorted(Comparator.reverseOrder()).toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
