package imc.api.mi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The commands of the management interface, for transports. Safe for use by many threads.
 * <p>
 * A name is found in any of its spellings: {@code imc_list_rooms}, {@code imc.list_rooms}, {@code imc:list_rooms}, and
 * the command's other names. Of two commands with one name the one of the higher {@code service.ranking} is meant.
 */
@ProviderType
public interface MiDispatcher {

    /** The commands that there are now, in alphabetical order. Unmodifiable. */
    List<MiSignature> commands();

    /** The command of that name; empty if there is none now. */
    Optional<MiSignature> command(String name);

    /**
     * Runs a command, on the caller's thread, which may have to wait.
     *
     * @param name   in any spelling
     * @param values by the parameters' names: String, Number, Boolean, List; a text is read as what the parameter's
     *               type asks for; null is as if it were not given
     * @return what {@link MiCommand#execute} returned, which is to be read once and soon
     * @throws MiException if there is no such command, if the values are not those that it takes, and if it was
     *                     refused or failed, with whatever it threw
     */
    Object run(String name, Map<String, ?> values) throws MiException;

    /**
     * As {@link #run(String, Map)}, with values in the order of the parameters; those at the end may be left out, if
     * they are optional.
     */
    Object run(String name, List<?> values) throws MiException;
}
