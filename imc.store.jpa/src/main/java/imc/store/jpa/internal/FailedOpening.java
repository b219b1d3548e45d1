package imc.store.jpa.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * Fails to be activated while there is an {@link OpeningFault}, so that whoever looks at the components, as the
 * server's start does, sees that and why: the database is opened after the activation of {@link StoreComponent}, which
 * therefore cannot fail of it. Enabled while there is a fault.
 */
@Component(name = FailedOpening.NAME, enabled = false, immediate = true, service = {},
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class FailedOpening {

    static final String NAME = "imc.store.jpa.opening";

    @Activate
    public FailedOpening(@Reference OpeningFault fault) {
        throw new IllegalStateException(fault.sentence());
    }
}
