package imc.store.jpa.internal;

import imc.store.kit.MariaDbServer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("MariaDB")
class MariaDbFurtherConformanceTest extends ServerFurtherConformance {

    MariaDbFurtherConformanceTest(MariaDbServer server) {
        super(server, "INT(10) UNSIGNED AUTO_INCREMENT");
    }
}
