package imc.store.jpa.internal;

import imc.api.store.StoreException;
import imc.store.kit.DatabaseServer;

/** Opens the store on a database of a server. */
final class OnServer {

    private OnServer() {
    }

    static Connections connections(DatabaseServer server, String url) {
        return new Connections(DatabaseUrl.parse(url), new DriverFactory(server::driver), () -> true);
    }

    static JpaRoomStore open(DatabaseServer server, String database) throws StoreException {
        Connections connections = connections(server, server.url(database));
        connections.prepare(Derby.TABLES);
        return new JpaRoomStore(new Database(connections, Derby.TABLES, Derby.JPA), new StoreFigures(), () -> { });
    }
}
