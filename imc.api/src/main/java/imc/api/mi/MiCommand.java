package imc.api.mi;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A management command. It takes named parameters and returns a tree; it knows no transport, and a transport finds
 * it by its service properties.
 */
@ConsumerType
public interface MiCommand {

    /** Service property, String: the name, for example {@code imc_list_rooms}. */
    String NAME = "imc.mi.name";
    /**
     * Service property, String[]: the parameters' names in the order in which a person gives them; one that may be
     * left out stands in square brackets.
     */
    String PARAMETERS = "imc.mi.parameters";
    /** Service property, String: what the command does, in one line. */
    String DESCRIPTION = "imc.mi.description";

    /**
     * Runs the command.
     *
     * @param parameters values of {@link #PARAMETERS} by name: String, Number, Boolean, List or Map
     * @return a tree of Map (with String keys, in the order to show), List, String, Number and Boolean; never null
     * @throws MiException if it cannot be done, with a code that says whose fault that is
     */
    Object execute(Map<String, Object> parameters) throws MiException;
}
