package imc.api.script;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** One call of a {@link ScriptFunction}, with arguments of the number and the types that it asks for. */
@ProviderType
public interface ScriptCall {

    /** What the script is about, as it is now. */
    ScriptSubject subject();

    /** How many arguments there are. */
    int count();

    /**
     * An argument as a text.
     *
     * @param index from 0 on, below {@link #count}
     */
    String text(int index);

    /**
     * An argument as a whole number.
     *
     * @param index of one that was asked for as an {@code integer}
     */
    long number(int index);

    /**
     * What can be done with the request; empty where there is none to answer: after an event, by a timer, in a trial.
     */
    Optional<RequestActions> request();

    /** Whether an operator only tries it: what is sent or changed is not to be. */
    default boolean isTrial() {
        return false;
    }
}
