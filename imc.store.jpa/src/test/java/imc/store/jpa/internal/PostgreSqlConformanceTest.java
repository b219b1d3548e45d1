package imc.store.jpa.internal;

import imc.store.kit.PostgreSqlServer;
import org.junit.jupiter.api.DisplayName;

@DisplayName("PostgreSQL")
class PostgreSqlConformanceTest extends ServerConformance {

    PostgreSqlConformanceTest(PostgreSqlServer server) {
        super(server);
    }
}
