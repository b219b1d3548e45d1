package imc.sip.internal.server;

import imc.api.sip.SipFilter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Who looks at requests before anybody else does. Safe for use by many threads. */
public final class Filters {

    private final Ranked<SipFilter> filters = new Ranked<>();

    /**
     * A filter has come.
     *
     * @param properties the service's
     */
    public void add(SipFilter filter, Map<String, Object> properties) {
        filters.add(filter, properties);
    }

    /** A filter goes. */
    public void remove(SipFilter filter) {
        filters.remove(there -> there == filter);
    }

    /**
     * Has a request looked at by each filter, until one refuses it. Throws what the first one throws.
     *
     * @param passed what is done with it when it has got past all
     */
    void ask(Request request, Waiting waiting, Consumer<Request> passed) {
        List<SipFilter> all = filters.all();
        if (all.isEmpty()) {
            passed.accept(request);
        } else {
            ask(all, 0, request, waiting, passed);
        }
    }

    private static void ask(List<SipFilter> all, int next, Request request, Waiting waiting, Consumer<Request> passed) {
        if (next == all.size()) {
            passed.accept(request);
            return;
        }
        waiting.until(all.get(next).filter(request.asSipRequest()), request, verdict -> {
            if (verdict.refusal().isPresent()) {
                request.answer(verdict.refusal().get());
            } else {
                verdict.identity().ifPresent(request::identify);
                ask(all, next + 1, request, waiting, passed);
            }
        });
    }
}
