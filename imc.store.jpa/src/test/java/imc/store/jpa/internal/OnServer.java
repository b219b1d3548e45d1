package imc.store.jpa.internal;

import imc.api.store.StoreException;
import imc.store.jpa.internal.connection.Connections;
import imc.store.jpa.internal.connection.DatabaseUrl;
import imc.store.jpa.internal.database.Database;
import imc.store.jpa.internal.store.JpaRoomStore;
import imc.store.jpa.internal.store.StoreFigures;
import imc.store.jpa.internal.work.Timers;
import imc.store.kit.DatabaseServer;

/** Opens the store on a database of a server. */
public final class OnServer {

    private OnServer() {
    }

    public static Connections connections(DatabaseServer server, String url) {
        return new Connections(DatabaseUrl.parse(url), new DriverFactory(server::driver), () -> true);
    }

    static JpaRoomStore open(DatabaseServer server, String database) throws StoreException {
        Connections connections = connections(server, server.url(database));
        connections.prepare(Derby.TABLES);
        return new JpaRoomStore(new Database(connections, Derby.TABLES, Derby.JPA), new StoreFigures(), () -> { },
                Timers.SYSTEM);
    }
}
