package imc.sip.internal.server;

import imc.api.sip.SipFilter;
import imc.api.sip.SipGuard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Who looks at requests before anybody else does. Safe for use by many threads. */
public final class Filters {

    private final Ranked<SipFilter> filters = new Ranked<>();
    private SipGuard guard;
    private volatile Door door = Door.UNGUARDED;

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
     * Before the first request: whether somebody is going to guard the server. Until then, all have to wait for him.
     */
    public synchronized void expectGuard(boolean expected) {
        door = expected && guard == null ? Door.CLOSED : door;
    }

    /** From now on that one guards the server. */
    public synchronized void guardedBy(SipGuard one) {
        guard = one;
        door = Door.of(one);
    }

    /** That one guards the server no more; where no other one does by now, requests have to wait for one. */
    public synchronized void unguarded(SipGuard leaving) {
        if (guard == leaving) {
            guard = null;
            door = door.left();
        }
    }

    /** Who is missing, where that is why every request is refused. */
    public Optional<String> missing() {
        return door.local() ? Optional.empty()
                : Optional.of("nobody says who may send (imc.auth does not run): every request is answered 503");
    }

    /**
     * Has a request looked at by each filter, until one refuses it. Throws what the first one throws.
     *
     * @param passed what is done with it when it has got past all
     */
    void ask(Request request, Waiting waiting, Consumer<Request> passed) {
        Door now = door;
        if (!now.lets(request)) {
            request.answer(Requests.UNAVAILABLE);
        } else if (now.guard() == null) {
            askOthers(request, waiting, passed);
        } else {
            ask(now.guard(), request, waiting, later -> {
                later.pastGuard();
                askOthers(later, waiting, passed);
            });
        }
    }

    private void askOthers(Request request, Waiting waiting, Consumer<Request> passed) {
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
        ask(all.get(next), request, waiting, later -> ask(all, next + 1, later, waiting, passed));
    }

    private static void ask(SipFilter filter, Request request, Waiting waiting, Consumer<Request> then) {
        waiting.until(filter.filter(request.asSipRequest()), request, verdict -> {
            if (verdict.refusal().isPresent()) {
                request.answer(verdict.refusal().get());
            } else {
                verdict.identity().ifPresent(request::identify);
                then.accept(request);
            }
        });
    }
}
