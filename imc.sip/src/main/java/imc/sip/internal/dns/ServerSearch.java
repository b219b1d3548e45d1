package imc.sip.internal.dns;

import imc.api.sip.TransportKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Locating SIP servers (RFC 3263 §4): NAPTR says which transport, SRV which host and port, A and AAAA where it is.
 *
 * @param hosts what this machine knows by itself
 * @param naptr whether NAPTR records are asked for
 */
record ServerSearch(Resolver resolver, Function<Name, List<InetAddress>> hosts, Supplier<NameServers> nameServers,
        Reach reach, BooleanSupplier naptr) {

    /** How long a failure is believed, so that not every message waits for the next one. */
    static final long FAILURE_SECONDS = 5;
    /** /etc/hosts may be edited at any time. */
    private static final long HOSTS_SECONDS = 30;
    private static final int MAX_SERVERS = 16;
    private static final int PRIORITIES = 1 << 16;

    /** Where SRV records are to be asked for, and which transport they stand for. */
    private record Service(TransportKind transport, Name name) {
    }

    /** What is known of a server but its address; as in {@link Server}. */
    private record Place(TransportKind transport, int port, int rank, int weight, String instance) {

        /** Of one that no SRV record has named. */
        static Place plain(TransportKind transport, int port) {
            return new Place(transport, port, 0, 0, "");
        }
    }

    /** Finds what is behind a name. May wait for name servers. */
    Servers search(Target target) {
        List<TransportKind> transports = transports(target);
        if (transports.isEmpty()) {
            return Servers.failed("we do not listen on " + target.transport().orElse(TransportKind.TLS),
                    Resolver.MAX_SECONDS);
        }
        if (target.host().equals("invalid") || target.host().endsWith(".invalid")) {
            // Nobody need be asked (RFC 6761 §6.4).
            return Servers.unknown("there is no such name", Resolver.MAX_SECONDS);
        }
        try {
            Servers servers = null;
            for (Name name : names(target.host())) {
                servers = new Search(target, name, transports).run();
                if (!servers.unknown()) {
                    return servers;
                }
            }
            return servers;
        } catch (TextParseException e) {
            return Servers.unknown("it is no name that DNS could know", Resolver.MAX_SECONDS);
        } catch (LookupException e) {
            return Servers.failed(e.getMessage(), FAILURE_SECONDS);
        }
    }

    /** The transports that will do, the usual one first (§4.1). */
    private List<TransportKind> transports(Target target) {
        return Stream.of(TransportKind.values())
                .filter(kind -> target.transport().map(kind::equals).orElse(!target.secure() || kind.isSecure()))
                .filter(reach::offers).toList();
    }

    private List<Name> names(String host) throws TextParseException {
        List<Name> names = new ArrayList<>();
        names.add(Name.fromString(host, Name.root));
        if (host.indexOf('.') < 0) {
            for (Name domain : nameServers.get().search()) {
                names.add(Name.fromString(host, domain));
            }
        }
        return names;
    }

    /** One search, and what it has come upon. */
    private final class Search {

        private final Target target;
        private final Name name;
        private final List<TransportKind> transports;
        private final List<Server> found = new ArrayList<>();
        private long seconds = Resolver.MAX_SECONDS;
        private boolean exists = true;

        Search(Target target, Name name, List<TransportKind> transports) {
            this.target = target;
            this.name = name;
            this.transports = transports;
        }

        Servers run() throws LookupException, TextParseException {
            TransportKind transport = transports.get(0);
            List<InetAddress> known = hosts.apply(name);
            if (!known.isEmpty()) {
                seconds = HOSTS_SECONDS;
                known.forEach(address -> add(address, Place.plain(transport, port(transport))));
            } else if (target.port() != 0) {
                addresses(name, Place.plain(transport, target.port()));
            } else {
                bySrv();
            }
            return !found.isEmpty() ? Servers.found(found, seconds)
                    : Servers.unknown(exists ? "it has no address" : "there is no such name", seconds);
        }

        private int port(TransportKind transport) {
            return target.port() != 0 ? target.port() : transport.defaultPort();
        }

        private void bySrv() throws LookupException, TextParseException {
            List<Service> services = naptr.getAsBoolean() && target.transport().isEmpty() ? byNaptr() : List.of();
            TransportKind fallback = services.isEmpty() ? transports.get(0) : services.get(0).transport();
            if (services.isEmpty()) {
                services = usual();
            }
            boolean any = false;
            for (int i = 0; i < services.size() && exists; i++) {
                any |= srv(services.get(i), i);
            }
            if (!any && exists) {
                addresses(name, Place.plain(fallback, port(fallback)));
            }
        }

        /** The services of NAPTR records that we can use, the preferred one first (§4.1). */
        private List<Service> byNaptr() throws LookupException {
            Answer answer = asked(name, Type.NAPTR);
            exists = answer.exists();
            return answer.records().stream().map(NAPTRRecord.class::cast)
                    .filter(record -> record.getFlags().equalsIgnoreCase("s"))
                    .sorted(Comparator.comparingInt(NAPTRRecord::getOrder)
                            .thenComparingInt(NAPTRRecord::getPreference))
                    .flatMap(record -> transports.stream()
                            .filter(kind -> kind.naptrService().equalsIgnoreCase(record.getService()))
                            .map(kind -> new Service(kind, record.getReplacement())))
                    .toList();
        }

        private List<Service> usual() throws TextParseException {
            List<Service> services = new ArrayList<>();
            for (TransportKind transport : transports) {
                services.add(new Service(transport, Name.fromString(transport.srvPrefix(), name)));
            }
            return services;
        }

        /** Whether there are SRV records, be it one that says that there is no such service (RFC 2782). */
        private boolean srv(Service service, int rank) throws LookupException {
            List<SRVRecord> records = asked(service.name(), Type.SRV).records().stream().map(SRVRecord.class::cast)
                    .sorted(Comparator.comparingInt(SRVRecord::getPriority)).toList();
            for (SRVRecord record : records) {
                if (!record.getTarget().equals(Name.root)) {
                    addresses(record.getTarget(), new Place(service.transport(), record.getPort(),
                            rank * PRIORITIES + record.getPriority(), record.getWeight(),
                            record.getTarget().toString(true) + ':' + record.getPort()));
                }
            }
            return !records.isEmpty();
        }

        private void addresses(Name host, Place place) throws LookupException {
            List<InetAddress> known = host.equals(name) ? List.of() : hosts.apply(host);
            known.forEach(address -> add(address, place));
            if (!known.isEmpty()) {
                return;
            }
            boolean isBySrv = !place.instance().isEmpty();
            Answer answer = answer(host, Type.A, isBySrv);
            for (Record record : answer.records()) {
                add(((ARecord) record).getAddress(), place);
            }
            if (reach.ipv6() && answer.exists()) {
                for (Record record : answer(host, Type.AAAA, isBySrv).records()) {
                    add(((AAAARecord) record).getAddress(), place);
                }
            }
            exists &= answer.exists() || isBySrv;
        }

        /** One SRV target that cannot be had is no reason to give up the others. */
        private Answer answer(Name host, int type, boolean isBySrv) throws LookupException {
            return isBySrv ? asked(host, type) : remembered(resolver.ask(host, type));
        }

        /** Name servers that refuse to say what they do not know are not rare; then it counts as not there. */
        private Answer asked(Name asked, int type) throws LookupException {
            try {
                return remembered(resolver.ask(asked, type));
            } catch (LookupException e) {
                if (!e.answered()) {
                    throw e;
                }
                return remembered(new Answer(List.of(), true, FAILURE_SECONDS));
            }
        }

        private Answer remembered(Answer answer) {
            seconds = Math.min(seconds, answer.seconds());
            return answer;
        }

        private void add(InetAddress address, Place place) {
            if (found.size() < MAX_SERVERS) {
                try {
                    InetAddress named = InetAddress.getByAddress(target.host(), address.getAddress());
                    found.add(new Server(place.transport(), new InetSocketAddress(named, place.port()), place.rank(),
                            place.weight(), place.instance()));
                } catch (UnknownHostException e) {
                    throw new IllegalStateException("an address of a wrong length", e);
                }
            }
        }
    }
}
