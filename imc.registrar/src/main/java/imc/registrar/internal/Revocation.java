package imc.registrar.internal;

import imc.api.SipAddress;
import imc.api.auth.UserListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Forgets where a user is who has been taken away, or has another password: who knows it registers again. */
@Component
public final class Revocation implements UserListener {

    private final LocationTable table;
    private final Durability durability;

    @Activate
    public Revocation(@Reference LocationTable table, @Reference Durability durability) {
        this.table = table;
        this.durability = durability;
    }

    @Override
    public void revoked(SipAddress user) {
        durability.write(table.remove(user, binding -> true).urgent());
    }
}
