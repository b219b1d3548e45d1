package imc.store.jpa.internal;

import imc.store.jpa.internal.tables.TableNames;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Describes PID {@value StoreSettings#PID} to configuration tools. A doubled underscore stands for a single one. */
@ObjectClassDefinition(name = "IM conference server: database",
        description = "The database that rooms and members are kept in")
@interface StoreConfiguration {

    @AttributeDefinition(name = "Database", type = AttributeType.PASSWORD,
            description = "JDBC URL, or Kamailio's mysql://user:password@host/database "
            + "and postgres://user:password@host/database. A relative directory of the embedded Derby is below the "
            + "data directory.")
    String db__url() default StoreSettings.DEFAULT_URL;

    @AttributeDefinition(name = "Table of rooms", description = "An SQL identifier; made where it is missing")
    String rooms__table() default TableNames.ROOMS;

    @AttributeDefinition(name = "Table of members", description = "An SQL identifier; made where it is missing")
    String members__table() default TableNames.MEMBERS;

    @AttributeDefinition(name = "When changes are written", type = AttributeType.INTEGER,
            description = "When a change is written",
            options = {
                @Option(label = "durable before the answer", value = "2"),
                @Option(label = "written behind, at most flush_interval late", value = "1"),
                @Option(label = "memory only: nothing is read or written", value = "0")
            })
    int db__mode() default 2;

    @AttributeDefinition(name = "Longest delay of a write", min = "1", max = "3600000",
            description = "In mode 1, how late a change may be written, in milliseconds")
    int flush__interval() default 1000;
}
