package imc.store.jpa.internal;

import imc.store.kit.PostgreSqlServer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("PostgreSQL")
class PostgreSqlFurtherConformanceTest extends ServerFurtherConformance {

    PostgreSqlFurtherConformanceTest(PostgreSqlServer server) {
        super(server, "SERIAL");
    }
}
