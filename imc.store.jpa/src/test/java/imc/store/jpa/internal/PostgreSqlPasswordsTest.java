package imc.store.jpa.internal;

import imc.store.kit.PostgreSqlServer;

class PostgreSqlPasswordsTest extends ServerPasswords {

    PostgreSqlPasswordsTest(PostgreSqlServer server) {
        super(server);
    }

    /** A role cannot go while it owns something. */
    @Override
    String[] user(String name, String password, String database) {
        return new String[] {"""
            DO $do$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
            CREATE ROLE "%1$s" LOGIN SUPERUSER PASSWORD '%2$s';
            END IF;
            END $do$""".formatted(name, password.replace("'", "''"))};
    }
}
