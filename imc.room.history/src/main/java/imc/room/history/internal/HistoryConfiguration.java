package imc.room.history.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Describes the keys of {@link HistorySettings} to whoever edits a configuration. */
@ObjectClassDefinition(name = "IM conference server: history of rooms",
        description = "How much of what is said is kept by rooms whose people want that, and how it is shown.")
@interface HistoryConfiguration {

    @AttributeDefinition(name = "Messages of a room", min = "1", max = "100000",
            description = "How many of its last messages a room keeps at most: the greatest value of its setting "
                    + "history. Where this is made less, rooms keep no more than that.")
    int max__messages() default 1000;

    @AttributeDefinition(name = "Days", min = "1", max = "3650",
            description = "For how many days a message is kept at most.")
    int max__days() default 30;

    @AttributeDefinition(name = "Messages shown at once", min = "1", max = "1000",
            description = "How many messages are sent at most to who joins, and to who asks by #history.")
    int max__shown() default 100;

    @AttributeDefinition(name = "Time zone", required = false,
            description = "In which times are shown and read, as Europe/Berlin. Nothing: the server's own.")
    String time__zone() default "";
}
