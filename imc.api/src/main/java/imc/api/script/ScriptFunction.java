package imc.api.script;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something that the operator's script can do, as the functions that Kamailio's modules export ({@code cmd_export_t}):
 * {@code send_reply(404, "Not here")}. To add one, register a service of this type with the properties below, as
 * {@link ScriptFunctionProperties} does for a component. Of several with one name the one with the highest
 * {@code service.ranking} counts. While there is none, a route that calls it has its request answered 503.
 */
@ConsumerType
public interface ScriptFunction {

    /** Service property, String or String[]: the names: letters, digits and underscores, a letter first. */
    String NAME = "imc.function.name";

    /**
     * Service property, String[], may be missing: the arguments in their order, each as
     * {@link imc.api.mi.MiParameter#parse} reads it, of the types {@code string}, {@code integer} and, for several
     * texts at the end, {@code list}: {@code code:integer The SIP status}. A script that gives another number of them
     * is not taken.
     */
    String ARGUMENTS = "imc.function.arguments";

    /** Service property, String: what it does, in one line. */
    String HELP = "imc.function.help";

    /** Of a function that has done what it is for, or says yes. */
    CompletionStage<Integer> TRUE = CompletableFuture.completedFuture(1);

    /** Of a function that could not, or says no. */
    CompletionStage<Integer> FALSE = CompletableFuture.completedFuture(-1);

    /**
     * Does it. Called by a thread that receives for everybody, many at the same time: it waits for nothing. Whoever has
     * to wait returns at once and completes later, on a thread of its own, on which the script goes on; a request whose
     * script waits for more than 32 seconds is answered 503.
     * <p>
     * In a {@link ScriptCall#isTrial trial} it sends, changes and logs nothing, and returns what it would.
     * <p>
     * What it throws and what completes exceptionally is logged once, and the request is answered 500.
     *
     * @return the return code, {@code $rc} for what comes next in the script: above 0 it counts as true, else as false.
     *         Neither null nor with null; 0 ends the script, as in Kamailio
     */
    CompletionStage<Integer> call(ScriptCall call);

    /** {@link #TRUE} or {@link #FALSE}. */
    static CompletionStage<Integer> of(boolean answer) {
        return answer ? TRUE : FALSE;
    }
}
