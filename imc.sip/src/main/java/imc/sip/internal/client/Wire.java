package imc.sip.internal.client;

import imc.api.net.IpAddress;
import imc.api.sip.Flow;
import imc.api.sip.SentBy;
import imc.api.sip.SipHop;
import imc.api.sip.TransportKind;
import imc.api.sip.TransportLayer;
import imc.api.transport.Delivery;
import imc.sip.internal.dns.Server;
import imc.sip.internal.listen.ListeningPoint;
import imc.sip.internal.net.OwnAddress;
import imc.sip.internal.route.Names;
import imc.sip.internal.route.NextHop;
import imc.sip.internal.route.Route;
import imc.sip.internal.route.Unproven;
import imc.sip.internal.route.Ways;
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
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The ways of our own requests, for stacks that have transactions of their own.
 *
 * @param proven who has no bound, as the outbound proxy
 */
public record Wire(Ways ways, Unproven unproven, Predicate<InetAddress> proven) implements TransportLayer {

    @Override
    public List<SentBy> listeningPoints() {
        return ways.listening().points().stream().map(point -> OwnAddress.of(point.transport(),
                point.local().getAddress(), point.local().getPort())).toList();
    }

    @Override
    public CompletionStage<List<SipHop>> locate(String uri, List<String> route, int length) {
        Optional<List<NextHop>> known = known(uri, route);
        return known.isPresent() ? places(known.get(), length)
                : named(uri, route, length).thenCompose(servers -> places(servers, length));
    }

    @Override
    public CompletionStage<List<SipHop>> locate(String uri, List<String> route, int length, Flow source) {
        if (IpAddress.literal(source.host()).filter(proven).isPresent()) {
            return locate(uri, route, length);
        }
        Optional<List<NextHop>> known = known(uri, route);
        return known.isPresent() ? placesAt(source, known.get(), length)
                : named(uri, route, length).thenCompose(servers -> placesAt(source, servers, length))
                        .exceptionallyCompose(e -> back(source));
    }

    /**
     * Where a request goes, if nobody need be asked. Of a device's contacts those that are names are left out: whoever
     * registers names to be looked up has no need of a GRUU.
     */
    private Optional<List<NextHop>> known(String uri, List<String> route) {
        return ways.device(uri, route).map(hops -> hops.stream().filter(hop -> hop.target() == null).toList())
                .or(() -> Optional.of(ways.nextHops().to(uri, route)).filter(hop -> hop.target() == null)
                        .map(List::of));
    }

    /** The servers of a name. */
    private CompletableFuture<List<NextHop>> named(String uri, List<String> route, int length) {
        NextHop hop = ways.nextHops().to(uri, route);
        CompletableFuture<List<NextHop>> result = new CompletableFuture<>();
        ways.names().locate(hop, uri, hop.isLarge(length), new Names.Locating() {

            @Override
            public void found(List<Server> servers) {
                result.complete(servers.stream().map(hop::at).toList());
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

    /** Those at the address of the source; before they are sorted out, nothing is opened. */
    private CompletionStage<List<SipHop>> placesAt(Flow source, List<NextHop> hops, int length) {
        Optional<InetAddress> allowed = IpAddress.literal(source.host());
        List<NextHop> there = hops.stream().filter(hop -> hop.isLiteral() && allowed.isPresent()
                && IpAddress.literal(hop.host()).equals(allowed)).toList();
        return there.isEmpty() ? back(source) : places(there, length);
    }

    private CompletionStage<List<SipHop>> back(Flow source) {
        return over(source).map(hop -> CompletableFuture.completedStage(List.of(hop)))
                .orElseGet(() -> CompletableFuture.failedStage(new IOException("no way back to " + source)));
    }

    /** What is too long for UDP goes by TCP, where the first of them takes that; else by UDP, as long as it is. */
    private CompletionStage<List<SipHop>> places(List<NextHop> hops, int length) {
        if (hops.isEmpty() || !hops.get(0).isLarge(length) || hops.get(0).flowOnly()) {
            return all(hops, Optional.empty());
        }
        NextHop first = hops.get(0);
        CompletableFuture<Optional<NextHop>> stream = new CompletableFuture<>();
        ways.lanes().run(first.key(), true, () -> stream.complete(ways.stream(first)),
                e -> stream.completeExceptionally(new IOException(first.key() + " cannot be reached", e)));
        return stream.thenCompose(before -> all(hops, before));
    }

    private CompletionStage<List<SipHop>> all(List<NextHop> hops, Optional<NextHop> before) {
        List<SipHop> places = new ArrayList<>();
        IOException why = new IOException("no way to go");
        for (NextHop hop : Stream.concat(before.stream(), hops.stream()).toList()) {
            try {
                places.add(place(hop));
            } catch (IOException e) {
                why = e;
            }
        }
        return places.isEmpty() ? CompletableFuture.failedStage(why) : CompletableFuture.completedStage(places);
    }

    private SipHop place(NextHop hop) throws IOException {
        Route route = ways.routes().to(hop);
        InetSocketAddress to = route.to();
        TransportKind transport = route.from().transport();
        return new SipHop(new Flow(transport.toString(), to.getAddress().getHostAddress(), to.getPort(),
                hop.connection()), to.getHostString(), OwnAddress.towards(transport, route.from().local(), to));
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
        return flow.isConnection() ? ways.listening().connectedTo(flow.kind(), to, flow.id())
                : ways.listening().towards(flow.kind(), to);
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
        ways.listening().keep(flow, time);
    }
}
