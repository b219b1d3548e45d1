package imc.store.jpa.internal;

import imc.store.jpa.internal.tables.TableNames;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Describes PID {@value StoreSettings#PID} to configuration tools. A doubled underscore stands for a single one. */
@ObjectClassDefinition(name = "IM conference server: database",
        description = "The database that rooms, members, users, registrations, messages that wait and what was "
                + "said are kept in")
@interface StoreConfiguration {

    @AttributeDefinition(name = "Database", type = AttributeType.PASSWORD,
            description = "The database: a JDBC URL, or Kamailio's mysql://user:password@host/database and "
                    + "postgres://user:password@host/database. A relative directory of the embedded Derby is below the "
                    + "data directory.")
    String db__url() default StoreSettings.DEFAULT_URL;

    @AttributeDefinition(name = "Table of rooms",
            description = "Table of rooms: an SQL identifier of at most 48 characters. Made where it is "
                    + "missing, checked where it is there")
    String rooms__table() default TableNames.ROOMS;

    @AttributeDefinition(name = "Table of members",
            description = "Table of members, another one, likewise")
    String members__table() default TableNames.MEMBERS;

    @AttributeDefinition(name = "Table of users",
            description = "Table of users and hashes of their passwords, Kamailio's own or one like it, likewise. "
                    + "Hashes with SHA-256 are beside it, in imc_NAME_sha256")
    String subscriber__table() default TableNames.SUBSCRIBER;

    @AttributeDefinition(name = "Table of bindings",
            description = "Table of registrations, likewise; not the one of a Kamailio")
    String location__table() default TableNames.LOCATION;

    @AttributeDefinition(name = "Table of messages that wait",
            description = "Table of messages that wait for their receivers, likewise")
    String offline__table() default TableNames.OFFLINE;

    @AttributeDefinition(name = "Table of what was said",
            description = "Table of what was said in rooms that keep it, likewise")
    String archive__table() default TableNames.ARCHIVE;

    @AttributeDefinition(name = "When changes are written", type = AttributeType.INTEGER,
            description = "2: a change is durable before it is answered. 1: it is answered first and written at "
                    + "most flush_interval late. 0: memory only, nothing is read or written",
            options = {
                @Option(label = "durable before the answer", value = "2"),
                @Option(label = "written behind, at most flush_interval late", value = "1"),
                @Option(label = "memory only: nothing is read or written", value = "0")
            })
    int db__mode() default 2;

    @AttributeDefinition(name = "Longest delay of a write", min = "1", max = "3600000",
            description = "In db_mode 1: how late a change may be written, in milliseconds, 1 to 3600000")
    int flush__interval() default 1000;
}
