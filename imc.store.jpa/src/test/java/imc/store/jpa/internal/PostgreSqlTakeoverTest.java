package imc.store.jpa.internal;

import imc.store.kit.PostgreSqlServer;
import java.util.List;

class PostgreSqlTakeoverTest extends ServerTakeover {

    PostgreSqlTakeoverTest(PostgreSqlServer server) {
        super(server);
    }

    @Override
    List<String> layout() {
        return List.of("""
                CREATE TABLE imc_rooms (
                    id SERIAL PRIMARY KEY NOT NULL,
                    name VARCHAR(64) NOT NULL, domain VARCHAR(64) NOT NULL, flag INTEGER NOT NULL,
                    CONSTRAINT imc_rooms_name_domain_idx UNIQUE (name, domain))""", """
                CREATE TABLE imc_members (
                    id SERIAL PRIMARY KEY NOT NULL,
                    username VARCHAR(64) NOT NULL, domain VARCHAR(64) NOT NULL, room VARCHAR(64) NOT NULL,
                    flag INTEGER NOT NULL,
                    CONSTRAINT imc_members_account_room_idx UNIQUE (username, domain, room))""");
    }
}
