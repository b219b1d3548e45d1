package imc.store.jpa.internal;

import imc.store.kit.MariaDbServer;

class MariaDbPasswordsTest extends ServerPasswords {

    MariaDbPasswordsTest(MariaDbServer server) {
        super(server);
    }

    @Override
    String[] user(String name, String password, String database) {
        String user = "'" + name + "'@'%'";
        return new String[] {
            "CREATE OR REPLACE USER " + user + " IDENTIFIED BY '"
                    + password.replace("\\", "\\\\").replace("'", "''") + "'",
            "GRANT ALL ON " + database + ".* TO " + user};
    }
}
