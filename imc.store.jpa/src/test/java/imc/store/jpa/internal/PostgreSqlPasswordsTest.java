package imc.store.jpa.internal;

import imc.store.kit.PostgreSqlServer;

class PostgreSqlPasswordsTest extends ServerPasswords {

    PostgreSqlPasswordsTest(PostgreSqlServer server) {
        super(server);
    }

    @Override
    String[] user(String name, String password, String database) {
        return new String[] {"DROP ROLE IF EXISTS \"" + name + '"',
            "CREATE ROLE \"" + name + "\" LOGIN SUPERUSER PASSWORD '" + password.replace("'", "''") + "'"};
    }
}
