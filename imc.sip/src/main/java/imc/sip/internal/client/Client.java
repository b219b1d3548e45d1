package imc.sip.internal.client;

import imc.api.sip.OutgoingRequest;
import imc.api.sip.Recipient;
import imc.api.sip.SipAnswer;
import imc.api.sip.SipClient;
import imc.sip.internal.figures.Faults;
import imc.sip.internal.route.Names;
import imc.sip.internal.route.NextHop;
import imc.sip.internal.route.NextHops;
import imc.sip.internal.route.NoRouteException;
import imc.sip.internal.route.Ways;
import imc.sip.internal.transaction.ClientTransactions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the requests of others. Safe for use by many threads; never waits. */
public final class Client implements SipClient {

    private static final Logger LOG = LoggerFactory.getLogger(Client.class);
    /** What a request takes up beside its bytes, until its end. */
    private static final int OVERHEAD = 2048;
    private static final int SHARE_OF_HEAP = 64;

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private final long mostBytes = Math.max(4 << 20, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    private final Ways ways;
    private final ClientTransactions transactions;
    private final Faults faults;

    /** Makes one that sends by the same ways as others do. */
    public Client(Ways ways, ClientTransactions transactions, Faults faults) {
        this.ways = ways;
        this.transactions = transactions;
        this.faults = faults;
    }

    @Override
    public CompletionStage<SipAnswer> send(OutgoingRequest request) {
        List<NextHop> places = places(request);
        RequestText text = RequestText.of(request, address(request.to()));
        long size = OVERHEAD + text.rest().length;
        if (bytes.addAndGet(size) > mostBytes) {
            bytes.addAndGet(-size);
            return CompletableFuture.completedStage(SipAnswer.none(503));
        }
        Search search = new Search(text, places, this);
        open.incrementAndGet();
        CompletionStage<SipAnswer> result = search.result().whenComplete((answer, none) -> {
            bytes.addAndGet(-size);
            open.decrementAndGet();
        });
        search.next();
        return result;
    }

    /** How many have no answer yet. */
    public int open() {
        return open.get();
    }

    private static String address(Recipient to) {
        return to instanceof Recipient.Uri uri ? uri.uri() : to instanceof Recipient.User user
                ? user.address().toString() : ((Recipient.OverFlow) to).uri();
    }

    private List<NextHop> places(OutgoingRequest request) {
        NextHops nextHops = ways.nextHops();
        if (request.to() instanceof Recipient.Uri to) {
            List<String> route = request.headers().all("Route");
            return ways.device(to.uri(), route).orElseGet(() -> List.of(nextHops.to(to.uri(), route)));
        }
        if (request.to() instanceof Recipient.OverFlow over) {
            return List.of(NextHops.over(over.flow(), over.uri()));
        }
        Recipient.User user = (Recipient.User) request.to();
        return nextHops.of(user.address(), nextHops.basis(user.address())).stream()
                .map(place -> ways.now(place.hop())).toList();
    }

    /** Sends it to one place, or finds out where that is. */
    void send(Search search, NextHop hop) {
        boolean large = hop.isLarge(search.text().length(hop));
        if (hop.target() != null) {
            ways.names().locate(hop, search.text().method(), large, search);
        } else if (large && !hop.flowOnly()) {
            ways.lanes().run(hop.key(), true, () -> transmit(search, ways.stream(hop).orElse(hop)), search::failed);
        } else {
            transmit(search, hop);
        }
    }

    private void transmit(Search search, NextHop hop) {
        try {
            transactions.send(new Attempt(search, hop, ways.routes().to(hop)));
        } catch (IOException e) {
            LOG.debug("A request could not be sent to {}: {}", hop.key(), e.getMessage());
            search.ended(SipAnswer.none(e instanceof NoRouteException none ? none.delivery().status() : 503));
        }
    }

    Names names() {
        return ways.names();
    }

    void failed(Search search, Throwable e) {
        if (e instanceof RejectedExecutionException) {
            LOG.debug("A request is not sent: {}", e.getMessage());
        } else {
            faults.add("A {} could not be sent", search.text().method(), e);
        }
        search.result().complete(SipAnswer.none(503));
    }
}
