package imc.api.mi;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A management command. It takes named parameters and returns a tree; it knows no transport. To add one, register a
 * service of this type with the properties below, as {@link MiCommandProperties} does for a component: then it is
 * there in every transport.
 */
@ConsumerType
public interface MiCommand {

    /**
     * Service property, String: the name, for example {@code imc_list_rooms}; letters, digits and underscores, a letter
     * first. Users may write it with {@code .} or {@code :} in the place of each underscore, as Kamailio 5
     * ({@code imc.list_rooms}) and OpenSIPS ({@code imc:list_rooms}) do.
     */
    String NAME = "imc.mi.name";
    /** Service property, String[]: other names of the command. */
    String ALIASES = "imc.mi.aliases";
    /**
     * Service property, String[]: the parameters, in the order in which a person gives them, each as
     * {@link MiParameter#parse} reads it: {@code [count:integer] How many at most}.
     */
    String PARAMETERS = "imc.mi.parameters";
    /** Service property, String: what the command does, in one line. */
    String DESCRIPTION = "imc.mi.description";
    /**
     * Service property, String[]: how the result is written by Kamailio 4's line protocol, where that is fixed. The
     * first is a template of the line for the result, or for each element of it where it is a list. Each further one is
     * a key, a blank and a template: of the line for each element of the list that the tree has under that key; these
     * lines follow. {@code {name}} stands for the value that the tree, or the element, has under {@code name};
     * <code>{}</code> for an element that is no map. Each tab at the beginning of a line is a level, which a transport
     * may indent otherwise.
     */
    String LINES = "imc.mi.lines";

    /**
     * Runs the command, on a thread of the transport. It may wait, but for no longer than some seconds.
     *
     * @param parameters values by name, checked: each is one of {@link #PARAMETERS} and of the type that is declared
     *                   there (String, Long, Boolean, List of String), and none is missing that must be there
     * @return a tree of Map (with String keys, in the order to show), List, String, Number and Boolean; never null. It
     *         is read by the caller after the method has returned, once and in order, so that a long list may make its
     *         elements as they are read; it must not change meanwhile
     * @throws MiException if it cannot be done, with a code that says whose fault that is
     */
    Object execute(Map<String, Object> parameters) throws MiException;
}
