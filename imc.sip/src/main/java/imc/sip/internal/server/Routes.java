package imc.sip.internal.server;

import imc.api.sip.SipRoute;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Has an operator's route, where there is one, decide what becomes of each request. */
final class Routes {

    private final Supplier<List<SipRoute>> routes;
    private final Waiting waiting;
    private final BiConsumer<Request, Asker> server;

    /**
     * @param routes the lowest ranking first, as a component is given them
     * @param server has a message served, and gives its answer to whoever takes it
     */
    Routes(Supplier<List<SipRoute>> routes, Waiting waiting, BiConsumer<Request, Asker> server) {
        this.routes = routes;
        this.waiting = waiting;
        this.server = server;
    }

    /** @param onward takes the request where there is no route, or where it leaves it */
    void decide(Request request, Consumer<Request> onward) {
        List<SipRoute> all = routes.get();
        if (all.isEmpty()) {
            onward.accept(request);
            return;
        }
        RoutedRequest routed = new RoutedRequest(request, server);
        waiting.begin(() -> all.get(all.size() - 1).route(routed), request, decision -> {
            if (decision.isOnward()) {
                onward.accept(request);
            } else {
                decision.answer().ifPresent(answer -> request.answer(answer, !routed.isTold()));
            }
        });
    }
}
