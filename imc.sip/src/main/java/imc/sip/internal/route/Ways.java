package imc.sip.internal.route;

import imc.api.sip.Flow;
import imc.api.sip.TransportKind;
import imc.sip.internal.listen.Listening;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that says where requests go, and how they get there; the same for whoever sends any.
 *
 * @param listening where they are sent from
 * @param nextHops  where they go
 * @param names     finds the servers of those that are names
 * @param lanes     where what may have to wait for a connection waits
 * @param routes    the ways to those that are IP addresses
 */
public record Ways(Listening listening, NextHops nextHops, Names names, Lanes lanes, Routes routes) {

    private static final Logger LOG = LoggerFactory.getLogger(Ways.class);

    /** The ways to the device that a GRUU means, as they are now; what is no GRUU of ours has no answer. */
    public Optional<List<NextHop>> device(String uri, List<String> route) {
        Optional<List<NextHop>> device = route.isEmpty() ? nextHops.device(uri) : Optional.empty();
        return device.map(hops -> hops.stream().map(this::now).toList());
    }

    /** Whoever registered over a connection is reached over it, as long as it is open. */
    public NextHop now(NextHop hop) {
        if (hop.flow().isEmpty()) {
            return hop;
        }
        Flow flow = hop.flow().get();
        return hop.flowOnly() || listening.isConnectedTo(flow.kind(), new InetSocketAddress(flow.host(), flow.port()),
                flow.id()) ? hop.overFlow() : hop;
    }

    /** The way by TCP, for what is too long for UDP (RFC 3261 §18.1.1); empty where that cannot be had. May wait. */
    public Optional<NextHop> stream(NextHop hop) {
        try {
            NextHop stream = hop.over(TransportKind.TCP);
            routes.to(stream).connect();
            return Optional.of(stream);
        } catch (IOException e) {
            LOG.debug("A large request goes by UDP: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
