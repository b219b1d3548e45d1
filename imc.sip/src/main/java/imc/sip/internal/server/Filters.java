package imc.sip.internal.server;

import imc.api.sip.SipFilter;
import imc.api.sip.SipGuard;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Who looks at requests before anybody else does. Safe for use by many threads. */
public final class Filters {

    private final Supplier<List<SipFilter>> filters;
    private SipGuard guard;
    private volatile Door door = Door.UNGUARDED;

    /** @param filters the lowest ranking first, as a component is given them; none of these lists changes */
    public Filters(Supplier<List<SipFilter>> filters) {
        this.filters = filters;
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
        List<SipFilter> all = filters.get();
        ask(all, all.size(), request, waiting, passed);
    }

    private static void ask(List<SipFilter> all, int left, Request request, Waiting waiting, Consumer<Request> passed) {
        if (left == 0) {
            passed.accept(request);
        } else {
            ask(all.get(left - 1), request, waiting, later -> ask(all, left - 1, later, waiting, passed));
        }
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
