package imc.bench;

import imc.bench.load.ConnectedWire;
import imc.bench.load.Shape;
import imc.bench.load.Wire;
import imc.bench.load.Wires;
import imc.bench.server.ImcServer;
import imc.bench.server.KamailioServer;
import imc.bench.server.MeasuredServer;
import imc.bench.server.PreparedRooms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server that runs, and the members that talk to it.
 *
 * @param server what is measured
 * @param wire   the members' side
 */
record Stage(MeasuredServer server, Wire wire) implements AutoCloseable {

    /** Starts our server; durable means that a change is on disk before its answer. */
    static Stage ours(Options options, String transport, boolean durable, Optional<PreparedRooms> rooms)
            throws IOException {
        return of(options.distribution(), "ours", options.listen(), options, transport, durable, rooms,
                routes(options, Map.of()));
    }

    /** The same with these lines for each PID, beside those of the command line. */
    static Stage ours(Options options, String transport, boolean durable, Map<String, List<String>> further)
            throws IOException {
        return of(options.distribution(), "ours", options.listen(), options, transport, durable, Optional.empty(),
                routes(options, further));
    }

    /** The same, durable, with a large room in the database. */
    static Stage ours(Options options, String transport, PreparedRooms rooms, Map<String, List<String>> further)
            throws IOException {
        return of(options.distribution(), "ours", options.listen(), options, transport, true, Optional.of(rooms),
                routes(options, further));
    }

    /** Starts the earlier distribution of our server, with the same settings. */
    static Stage before(Options options, String transport, boolean durable, Optional<PreparedRooms> rooms)
            throws IOException {
        return of(options.before().orElseThrow(), options.other(), Options.LOOPBACK, options, transport, durable,
                rooms, Map.of());
    }

    /** Starts a distribution of our server whose members register, each on a TCP connection of their own. */
    static Stage connected(Options options, Path distribution, String name, String run, Shape shape)
            throws IOException {
        Map<String, List<String>> settings = options.settingsWith(Map.of(
                "imc.transport.sip", List.of("tcp_max_connections = 20000", "tcp_max_connections_per_ip = 20000"),
                "imc.store.jpa", List.of("db_mode = 0"),
                "imc.flood", List.of("rate_source = 0", "rate_user = 0", "rate_room = 0")));
        MeasuredServer server = ImcServer.start(distribution, name, Options.LOOPBACK, settings, Optional.empty());
        try {
            return new Stage(server, new ConnectedWire(server.address(), run, shape));
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** With the routes that the command line names. */
    private static Map<String, List<String>> routes(Options options, Map<String, List<String>> further) {
        Map<String, List<String>> all = new HashMap<>(further);
        options.routes().ifPresent(file -> all.put("imc.script", List.of("routes_file = " + file)));
        return all;
    }

    private static Stage of(Path distribution, String name, String listen, Options options, String transport,
            boolean durable, Optional<PreparedRooms> rooms, Map<String, List<String>> further) throws IOException {
        Wires.Listening members = Wires.listen(transport);
        Map<String, List<String>> settings = options.settingsWith(further);
        List<String> sip = settings.computeIfAbsent("imc.transport.sip", pid -> new ArrayList<>());
        sip.add("outbound_proxy = " + proxy(transport, members));
        settings.computeIfAbsent("imc.store.jpa", pid -> new ArrayList<>())
                .add("db_mode = " + (durable || rooms.isPresent() ? 2 : 0));
        // Those who are measured write faster than people.
        settings.computeIfAbsent("imc.flood", pid -> new ArrayList<>(List.of("rate_user = 0", "rate_room = 0")));
        MeasuredServer server = ImcServer.start(distribution, name, listen, settings, rooms);
        return new Stage(server, members.connect(server.address()));
    }

    /** Starts Kamailio, if it is installed. */
    static Optional<Stage> kamailio(Options options, String transport, Optional<PreparedRooms> rooms)
            throws IOException {
        if (KamailioServer.installed().isEmpty()) {
            return Optional.empty();
        }
        Wires.Listening members = Wires.listen(transport);
        MeasuredServer server = KamailioServer.start(KamailioServer.installed().get(), proxy(transport, members),
                options.children(), rooms);
        return Optional.of(new Stage(server, members.connect(server.address())));
    }

    private static String proxy(String transport, Wires.Listening members) {
        return "sip:127.0.0.1:" + members.port() + ";transport=" + transport;
    }

    @Override
    public void close() throws IOException {
        wire.close();
        server.close();
    }
}
