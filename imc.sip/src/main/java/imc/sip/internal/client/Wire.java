package imc.sip.internal.client;

import imc.api.sip.Flow;
import imc.api.sip.SentBy;
import imc.api.sip.SipHop;
import imc.api.sip.TransportKind;
import imc.api.sip.TransportLayer;
import imc.api.transport.Delivery;
import imc.sip.internal.dns.Server;
import imc.sip.internal.listen.Listening;
import imc.sip.internal.listen.ListeningPoint;
import imc.sip.internal.net.OwnAddress;
import imc.sip.internal.route.Lanes;
import imc.sip.internal.route.Names;
import imc.sip.internal.route.NextHop;
import imc.sip.internal.route.NextHops;
import imc.sip.internal.route.Route;
import imc.sip.internal.route.Routes;
import imc.sip.internal.route.Unproven;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/** The ways of our own requests, for stacks that have transactions of their own. */
public final class Wire implements TransportLayer {

    private final Listening listening;
    private final NextHops nextHops;
    private final Names names;
    private final Lanes lanes;
    private final Routes routes;
    private final Unproven unproven;
    private final Predicate<InetAddress> proven;

    /** @param proven who has no bound, as the outbound proxy */
    public Wire(Listening listening, NextHops nextHops, Names names, Lanes lanes, Routes routes, Unproven unproven,
            Predicate<InetAddress> proven) {
        this.listening = listening;
        this.nextHops = nextHops;
        this.names = names;
        this.lanes = lanes;
        this.routes = routes;
        this.unproven = unproven;
        this.proven = proven;
    }

    @Override
    public List<SentBy> listeningPoints() {
        return listening.points().stream().map(point -> OwnAddress.of(point.transport(), point.local().getAddress(),
                point.local().getPort())).toList();
    }

    @Override
    public CompletionStage<List<SipHop>> locate(String uri, List<String> route, int length) {
        Optional<List<NextHop>> device = device(uri, route);
        if (device.isPresent()) {
            return places(device.get(), length);
        }
        NextHop hop = nextHops.to(uri, route);
        return hop.target() == null ? places(List.of(hop), length)
                : named(hop, uri, length, servers -> places(servers, length));
    }

    /** Its contacts that are names are left out: whoever registers names to be looked up has no need of a GRUU. */
    private Optional<List<NextHop>> device(String uri, List<String> route) {
        return Client.device(nextHops, listening, uri, route)
                .map(hops -> hops.stream().filter(hop -> hop.target() == null).toList());
    }

    /** What follows from the servers of a name. */
    private CompletionStage<List<SipHop>> named(NextHop hop, String uri, int length,
            Function<List<NextHop>, CompletionStage<List<SipHop>>> then) {
        CompletableFuture<List<SipHop>> result = new CompletableFuture<>();
        names.locate(hop, uri, hop.isLarge(length), new Names.Locating() {
            @Override
            public void found(List<Server> servers) {
                complete(result, then.apply(servers.stream().map(hop::at).toList()));
            }

            @Override
            public void missing(Delivery instead) {
                result.completeExceptionally(new IOException(hop.target() + " cannot be found: " + instead));
            }

            @Override
            public void failed(Throwable e) {
                result.completeExceptionally(new IOException(hop.target() + " cannot be looked up", e));
            }
        });
        return result;
    }

    @Override
    public CompletionStage<List<SipHop>> locate(String uri, List<String> route, int length, Flow source) {
        NextHop hop = nextHops.to(uri, route);
        Optional<InetAddress> from = literal(source.host());
        if (from.filter(proven).isPresent()) {
            return locate(uri, route, length);
        }
        Optional<List<NextHop>> device = device(uri, route);
        if (device.isPresent()) {
            return placesAt(source, device.get(), length);
        }
        if (hop.target() == null) {
            return placesAt(source, List.of(hop), length);
        }
        CompletableFuture<List<SipHop>> result = new CompletableFuture<>();
        named(hop, uri, length, servers -> placesAt(source, servers, length)).whenComplete((places, failure) ->
                complete(result, failure == null ? CompletableFuture.completedStage(places) : back(source)));
        return result;
    }

    /** Those at the address of the source; before they are sorted out, nothing is opened. */
    private CompletionStage<List<SipHop>> placesAt(Flow source, List<NextHop> hops, int length) {
        Optional<InetAddress> allowed = literal(source.host());
        List<NextHop> there = hops.stream().filter(hop -> hop.isLiteral() && allowed.isPresent()
                && literal(hop.host()).equals(allowed)).toList();
        return there.isEmpty() ? back(source) : places(there, length);
    }

    private CompletionStage<List<SipHop>> back(Flow source) {
        return over(source).map(hop -> CompletableFuture.completedStage(List.of(hop)))
                .orElseGet(() -> CompletableFuture.failedStage(new IOException("no way back to " + source)));
    }

    /** Of an IP address; empty for what only looks like one. */
    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** What is too long for UDP goes by TCP, where the first of them takes that (RFC 3261 §18.1.1). */
    private CompletionStage<List<SipHop>> places(List<NextHop> hops, int length) {
        if (hops.isEmpty() || !hops.get(0).isLarge(length) || hops.get(0).flowOnly()) {
            return all(hops, Optional.empty());
        }
        NextHop first = hops.get(0);
        CompletableFuture<List<SipHop>> result = new CompletableFuture<>();
        lanes.run(first.key(), true, new Lanes.Task() {
            @Override
            public void run() {
                complete(result, all(hops, stream(first)));
            }

            @Override
            public void failed(Throwable e) {
                result.completeExceptionally(new IOException(first.key() + " cannot be reached", e));
            }
        });
        return result;
    }

    private static void complete(CompletableFuture<List<SipHop>> result, CompletionStage<List<SipHop>> found) {
        found.whenComplete((places, failure) -> {
            if (failure == null) {
                result.complete(places);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    /** May wait. */
    private Optional<NextHop> stream(NextHop hop) {
        try {
            NextHop stream = hop.over(TransportKind.TCP);
            routes.to(stream).connect();
            return Optional.of(stream);
        } catch (IOException e) {
            return Optional.empty(); // it takes none: then by UDP, as long as it is
        }
    }

    private CompletionStage<List<SipHop>> all(List<NextHop> hops, Optional<NextHop> before) {
        List<SipHop> places = new ArrayList<>();
        IOException why = new IOException("no way to go");
        List<NextHop> inOrder = new ArrayList<>(hops);
        before.ifPresent(hop -> inOrder.add(0, hop));
        for (NextHop hop : inOrder) {
            try {
                places.add(place(hop));
            } catch (IOException e) {
                why = e;
            }
        }
        return places.isEmpty() ? CompletableFuture.failedStage(why) : CompletableFuture.completedStage(places);
    }

    private SipHop place(NextHop hop) throws IOException {
        Route route = routes.to(hop);
        InetSocketAddress to = route.to();
        TransportKind transport = route.from().transport();
        return new SipHop(new Flow(transport.toString(), to.getAddress().getHostAddress(), to.getPort(), hop.connection()),
                to.getHostString(), OwnAddress.towards(transport, route.from().local(), to));
    }

    @Override
    public Optional<SipHop> over(Flow flow) {
        try {
            InetSocketAddress to = address(flow, flow.host());
            return from(flow, to).map(point -> new SipHop(flow, flow.host(),
                    OwnAddress.towards(flow.kind(), point.local(), to)));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private Optional<ListeningPoint> from(Flow flow, InetSocketAddress to) {
        return flow.isConnection() ? listening.connectedTo(flow.kind(), to, flow.id())
                : listening.towards(flow.kind(), to);
    }

    /** Nobody is asked about a name. */
    private static InetSocketAddress address(Flow flow, String name) throws UnknownHostException {
        byte[] ip = InetAddress.getByName(flow.host()).getAddress();
        return new InetSocketAddress(InetAddress.getByAddress(name, ip), flow.port());
    }

    @Override
    public void send(byte[] request, SipHop hop) throws IOException {
        InetSocketAddress to = address(hop.to(), hop.name());
        ListeningPoint from = from(hop.to(), to).orElseThrow(() -> new IOException("no way to " + hop.to()));
        if (from.isReliable() || proven.test(to.getAddress()) || unproven.allows(to, request.length)) {
            from.send(request, to);
        }
    }

    /** Somebody there has answered what was sent here. */
    public void answered(InetSocketAddress from) {
        unproven.answered(from);
    }

    @Override
    public void keep(Flow flow, Duration time) {
        listening.keep(flow, time);
    }
}
