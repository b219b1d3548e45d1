package imc.store.jpa.internal;

import imc.store.kit.MariaDbServer;

class MariaDbFaultsTest extends ServerFaults {

    MariaDbFaultsTest(MariaDbServer server) {
        super(server, "Access denied for user");
    }
}
