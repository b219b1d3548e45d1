package imc.api.sip;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says who may send requests to the server, and so whether it may listen to others than its own machine's users. Of
 * several services of this type the one with the highest ranking is asked alone.
 * <p>
 * While none has been there, the server listens on loopback alone; and where an installed bundle says that it offers
 * one (by the capability {@code osgi.service}), requests are answered 503 with Retry-After until it comes. When one
 * goes, the sockets stay as they are, and requests are answered so until one is there again: all of them if it had a
 * filter, else those that come by a listening point beyond loopback. So there is no time at which nobody asks for a
 * password.
 * <p>
 * What it says never changes: who has something else to say registers another service, before the old one goes.
 */
@ConsumerType
public interface SipGuard {

    /**
     * What {@link #refusal} will say with some configuration, among the facts of
     * {@link imc.api.config.ConfigurationCheck#facts}; not among them where it will say nothing.
     */
    String REFUSAL = "imc.sip.guard.refusal";

    /**
     * Why P-Asserted-Identity is of no use with some configuration, and what is to be done about it, among the facts of
     * {@link imc.api.config.ConfigurationCheck#facts}: the end of a sentence. Not among them where somebody is believed
     * what he asserts, and others are not.
     */
    String NO_ASSERTION = "imc.sip.guard.no-assertion";

    /**
     * Why the server must not listen beyond loopback, and what is to be done about it: the end of a sentence. Empty
     * where it may.
     */
    Optional<String> refusal();

    /**
     * Looks at each request before any other filter does; empty where nobody need be asked, so that it costs nothing.
     */
    Optional<SipFilter> filter();
}
