package imc.store.jpa.internal;

import imc.store.jpa.internal.connection.Connections;
import imc.store.kit.DatabaseServer;
import imc.store.kit.Servers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on a database server. */
@ExtendWith(Servers.class)
abstract class ServerFurtherConformance extends FurtherConformance {

    private static String database;

    private final DatabaseServer server;

    ServerFurtherConformance(DatabaseServer server) {
        this.server = server;
    }

    @AfterAll
    static void forgetDatabase() {
        database = null;
    }

    @Override
    Connections connections() throws Exception {
        if (database == null) {
            database = server.createDatabase();
        }
        return OnServer.connections(server, server.url(database));
    }
}
