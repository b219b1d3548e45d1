package imc.sip.jain.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import javax.sip.SipProvider;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Gives each bundle a provider of its own, so that it is known whose transactions are. */
final class Providers implements ServiceFactory<SipProvider> {

    private final Map<Long, Provider> all = new ConcurrentHashMap<>();
    private final Dialogs dialogs;
    private final LongConsumer left;
    private volatile SipProvider jain;

    /** @param left is told when a bundle does not use its provider any more */
    Providers(Dialogs dialogs, LongConsumer left) {
        this.dialogs = dialogs;
        this.left = left;
    }

    /** This is JAIN-SIP's own. */
    void over(SipProvider own) {
        jain = own;
    }

    @Override
    public SipProvider getService(Bundle bundle, ServiceRegistration<SipProvider> registration) {
        return all.computeIfAbsent(bundle.getBundleId(), id -> new Provider(jain, id, dialogs));
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<SipProvider> registration, SipProvider service) {
        all.remove(bundle.getBundleId());
        left.accept(bundle.getBundleId());
    }

    /** That of a bundle; another where it has none. */
    SipProvider of(long bundle, SipProvider other) {
        Provider its = all.get(bundle);
        return its != null ? its : other != null ? other : jain;
    }
}
