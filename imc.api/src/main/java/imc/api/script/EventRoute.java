package imc.api.script;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the operator's script does after something has happened: {@code event_route[imc:joined]}. There is a service of
 * this type for each such route, as long as it is in force. Whoever knows of something that happens looks for those
 * whose name is that of the event, and {@link #run runs} them; where there is none, nobody wants to know.
 */
@ProviderType
public interface EventRoute {

    /**
     * Service property, String: the event, as the script has it: a word for whoever tells of it, a colon, and what has
     * happened: {@code imc:joined}.
     */
    String NAME = "imc.event.name";

    /**
     * Runs it. The caller's thread does the work, for as long as a route may work ({@code max_route_ms}, usually far
     * less), and that of a function where one answers later: so it is not for a thread that others wait for.
     *
     * @param facts what is known of it, by the names that {@link ScriptSubject#fact} has; not changed afterwards
     * @return complete when the route has ended, at once or later; normally, since what goes wrong in it is told by the
     *         script. Never null
     */
    CompletionStage<Void> run(Map<String, String> facts);
}
