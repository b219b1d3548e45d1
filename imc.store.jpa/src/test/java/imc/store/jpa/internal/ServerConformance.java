package imc.store.jpa.internal;

import imc.api.store.RoomStore;
import imc.store.jpa.internal.store.JpaRoomStore;
import imc.store.kit.DatabaseServer;
import imc.store.kit.Servers;
import imc.store.kit.StoreConformance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The store on a database server, in a database of its own for each test. */
@ExtendWith(Servers.class)
abstract class ServerConformance extends StoreConformance {

    private final DatabaseServer server;
    private String database;

    ServerConformance(DatabaseServer server) {
        this.server = server;
    }

    @Override
    protected RoomStore open() throws Exception {
        if (database == null) {
            database = server.createDatabase();
        }
        return OnServer.open(server, database);
    }

    @Override
    protected void close(RoomStore open) {
        ((JpaRoomStore) open).close();
    }
}
