package imc.sip.jain.internal;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import imc.api.sip.FlowListener;
import imc.api.sip.TransactionLayer;
import imc.api.sip.TransportLayer;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.sip.Dialog;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.address.AddressFactory;
import javax.sip.header.HeaderFactory;
import javax.sip.message.MessageFactory;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers JAIN-SIP: a {@link SipProvider} and the factories that an application needs, as services. An application is a
 * service of the type {@link SipListener} whose property {@code sip.method} names what it answers. Dialogs outlive the
 * transport layer, which may go and come back.
 */
@Component(service = {}, immediate = true)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"javax.sip.SipProvider\"")
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"javax.sip.address.AddressFactory\"")
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"javax.sip.header.HeaderFactory\"")
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"javax.sip.message.MessageFactory\"")
public final class JainSip {

    private static final Logger LOG = LoggerFactory.getLogger(JainSip.class);

    private final BundleContext context;
    private final AtomicReference<TransportLayer> transport = new AtomicReference<>();
    private final Applications applications = new Applications();
    private final Dialogs dialogs = new Dialogs();
    private final DialogStack stack;
    private final Intake intake;
    private final List<ServiceRegistration<?>> offered;
    /** Null while nobody asks for any method. */
    private ServiceRegistration<TransactionLayer> asking;
    private boolean closed;

    /**
     * Begins one thread, and an idle one of JAIN-SIP's.
     *
     * @throws Exception where JAIN-SIP cannot be made
     */
    @Activate
    public JainSip(BundleContext context) throws Exception {
        this.context = context;
        Load load = new Load();
        stack = new DialogStack(transport::get, dialogs, load);
        intake = new Intake(stack, load);
        Providers providers = new Providers(dialogs, this::left);
        Dispatcher dispatcher = new Dispatcher(applications, dialogs, providers, new Refusing());
        dispatcher.on(stack.thread());
        providers.over(stack.open(dispatcher));
        offered = List.of(
                context.registerService(FlowListener.class, intake, null),
                context.registerService(AddressFactory.class, new AddressFactoryImpl(), null),
                context.registerService(HeaderFactory.class, new HeaderFactoryImpl(), null),
                context.registerService(MessageFactory.class, new MessageFactoryImpl(), null),
                context.registerService(SipProvider.class.getName(), providers, null));
        LOG.info("JAIN-SIP is ready");
    }

    /** A bundle has let go of its provider: its dialogs go, too. */
    private void left(long bundle) {
        stack.thread().execute(() -> dialogs.left(bundle).forEach(Dialog::delete));
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTransport(TransportLayer layer) {
        transport.set(layer);
    }

    void unbindTransport(TransportLayer layer) {
        transport.compareAndSet(layer, null);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(SipListener listener, Map<String, Object> properties) {
        applications.add(listener, properties);
        ask();
    }

    void unbindListener(SipListener listener) {
        applications.remove(listener);
        ask();
    }

    private static void unregister(ServiceRegistration<?> registration) {
        try {
            if (registration != null) {
                registration.unregister();
            }
        } catch (IllegalStateException e) {
            LOG.debug("It has gone with the bundle", e);
        }
    }

    /** Asks for the requests of what applications answer now. */
    private synchronized void ask() {
        String[] methods = applications.methods();
        if (closed) {
            return;
        }
        if (methods.length == 0) {
            unregister(asking);
            asking = null;
            return;
        }
        Dictionary<String, Object> properties = new Hashtable<>(
                Map.of(TransactionLayer.METHOD, methods, TransactionLayer.OPTION_TAG, applications.tags()));
        if (asking != null) {
            asking.setProperties(properties);
        } else {
            asking = context.registerService(TransactionLayer.class, intake, properties);
        }
    }

    /**
     * Ends everything: applications are told first, and what they send for that still goes out. Then no thread is left.
     */
    @Deactivate
    void close() {
        offered.forEach(JainSip::unregister);
        synchronized (this) {
            closed = true;
            unregister(asking);
        }
        stack.close();
        LOG.info("JAIN-SIP has stopped");
    }
}
