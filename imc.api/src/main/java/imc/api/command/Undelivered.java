package imc.api.command;

import imc.api.transport.Delivery;
import org.osgi.annotation.versioning.ConsumerType;

/** What a command does when a notice of its did not reach its receiver. */
@ConsumerType
@FunctionalInterface
public interface Undelivered {

    /**
     * Decides what happens to the room as it is by then; called like a command, some time after it. The answer of the
     * step goes to nobody.
     *
     * @param call     the call whose notice it was, with the room as it is now
     * @param delivery how it failed
     */
    Step run(CommandCall call, Delivery delivery);
}
