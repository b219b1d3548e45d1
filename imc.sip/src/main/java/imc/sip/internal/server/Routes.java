package imc.sip.internal.server;

import imc.api.Message;
import imc.api.sip.SipRoute;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Has an operator's route, where there is one, decide what becomes of each request. */
final class Routes {

    private final Supplier<List<SipRoute>> routes;
    private final Waiting waiting;
    private final BiConsumer<Request, Asker> server;
    private final Function<Request, Optional<Message>> reader;
    private volatile BooleanSupplier away = () -> false;
    private volatile boolean wasThere;

    /**
     * @param routes the lowest ranking first, as a component is given them
     * @param server has a message served, and gives its answer to whoever takes it
     * @param reader reads a message as whoever serves it does
     */
    Routes(Supplier<List<SipRoute>> routes, Waiting waiting, BiConsumer<Request, Asker> server,
            Function<Request, Optional<Message>> reader) {
        this.routes = routes;
        this.waiting = waiting;
        this.server = server;
        this.reader = reader;
    }

    /**
     * From now on, requests have to wait for a route that was there and will be back: without it, what an operator has
     * refused would get through.
     *
     * @param one says whether whoever offers routes is away
     */
    void expect(BooleanSupplier one) {
        away = one;
    }

    /** Some seconds have gone by: sees a route that no request has met yet. */
    void age() {
        wasThere = wasThere || !routes.get().isEmpty();
    }

    /** Whether one was there, and will be back; one that has gone while its bundle runs was taken back on purpose. */
    private boolean isAway() {
        if (wasThere && !away.getAsBoolean()) {
            wasThere = false;
        }
        return wasThere;
    }

    /** @param onward takes the request where there is no route, or where it leaves it */
    void decide(Request request, Consumer<Request> onward) {
        List<SipRoute> all = routes.get();
        if (all.isEmpty()) {
            if (isAway()) {
                request.answer(Requests.UNAVAILABLE);
            } else {
                onward.accept(request);
            }
            return;
        }
        if (!wasThere) {
            wasThere = true;
        }
        RoutedRequest routed = new RoutedRequest(request, server, reader);
        waiting.begin(() -> all.get(all.size() - 1).route(routed), request, decision -> {
            if (decision.isOnward()) {
                onward.accept(request);
            } else {
                decision.answer().ifPresent(answer -> request.answer(answer, !routed.isTold()));
            }
        });
    }
}
