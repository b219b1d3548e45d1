package imc.mi.http.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import imc.api.mi.MiDispatcher;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests of JSON-RPC 2.0 with what management commands return. */
@Component(service = Rpc.class)
public final class Rpc {

    static final int CALLS = 100;
    private static final Logger LOG = LoggerFactory.getLogger(Rpc.class);

    private final JsonText json = new JsonText();
    private final HttpStatistics statistics;
    private volatile @Nullable MiDispatcher dispatcher;

    /** A request that was read: one call, or several. */
    sealed interface Request permits Single, Batch {
    }

    /** @param outcome is to be written once and soon, for its result may be made meanwhile */
    record Single(Outcome outcome) implements Request {
    }

    /** @param calls are run one after the other, while the answers are written */
    record Batch(List<?> calls) implements Request {
    }

    @Activate
    public Rpc(@Reference HttpStatistics statistics) {
        this.statistics = statistics;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setDispatcher(MiDispatcher one) {
        dispatcher = one;
    }

    void unsetDispatcher(MiDispatcher one) {
        if (one.equals(dispatcher)) {
            dispatcher = null;
        }
    }

    /** Reads a request, and runs its call if it has one alone. */
    Request request(byte[] text, String client) {
        Object tree;
        try {
            tree = json.read(text);
        } catch (RpcError e) {
            return new Single(counted(Outcome.of(e)));
        }
        if (!(tree instanceof List<?> calls)) {
            return new Single(outcome(tree, client));
        }
        return calls.isEmpty() || calls.size() > CALLS
                ? new Single(counted(Outcome.of(RpcError.invalid("a batch is to have 1 to " + CALLS + " calls"))))
                : new Batch(calls);
    }

    /** Runs the calls of a batch and writes the answers; false if there are none, for all were notifications. */
    boolean write(Batch batch, OutputStream stream, String client) throws IOException {
        try (JsonGenerator out = json.writer(stream)) {
            boolean any = false;
            for (Object call : batch.calls()) {
                Outcome outcome = outcome(call, client);
                if (outcome.awaited()) {
                    if (!any) {
                        out.writeStartArray();
                        any = true;
                    }
                    outcome.write(out);
                }
            }
            if (any) {
                out.writeEndArray();
            }
            return any;
        }
    }

    /** Writes one answer. */
    void write(Outcome outcome, OutputStream stream) throws IOException {
        try (JsonGenerator out = json.writer(stream)) {
            outcome.write(out);
        }
    }

    private Outcome outcome(@Nullable Object tree, String client) {
        try {
            Call call = Call.of(tree);
            LOG.debug("{} calls {}", client, call.shown());
            MiDispatcher now = Optional.ofNullable(dispatcher).orElseThrow(() ->
                    new RpcError(RpcError.UNAVAILABLE, "management commands are not available now"));
            return Outcome.of((Map<?, ?>) Objects.requireNonNull(tree), call.run(now));
        } catch (RpcError e) {
            return counted(Outcome.of(tree, e));
        }
    }

    /** What no command has heard of, and so has not counted. */
    private Outcome counted(Outcome outcome) {
        RpcError error = outcome.error();
        if (error != null && (error.code() == RpcError.PARSE_ERROR || error.code() == RpcError.INVALID_REQUEST)) {
            statistics.malformed();
        }
        return outcome;
    }
}
