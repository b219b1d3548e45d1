package imc.store.jpa.internal;

import imc.store.kit.PostgreSqlServer;

class PostgreSqlFaultsTest extends ServerFaults {

    PostgreSqlFaultsTest(PostgreSqlServer server) {
        super(server, "password authentication failed for user");
    }
}
