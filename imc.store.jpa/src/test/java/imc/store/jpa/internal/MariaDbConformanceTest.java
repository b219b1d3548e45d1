package imc.store.jpa.internal;

import imc.store.kit.MariaDbServer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("MariaDB")
class MariaDbConformanceTest extends ServerConformance {

    MariaDbConformanceTest(MariaDbServer server) {
        super(server);
    }
}
