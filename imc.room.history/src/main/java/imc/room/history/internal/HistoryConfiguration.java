package imc.room.history.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Describes the keys of {@link HistorySettings} to whoever edits a configuration. */
@ObjectClassDefinition(name = "IM conference server: history of rooms",
        description = "How much of what rooms keep is shown at once, and how.")
@interface HistoryConfiguration {

    @AttributeDefinition(name = "Messages shown at once", min = "1", max = "1000",
            description = "How many messages are sent at most to who joins, and to who asks by #history.")
    int max__shown() default 100;

    @AttributeDefinition(name = "Time zone", required = false,
            description = "In which times are shown and read, as Europe/Berlin. Nothing: the server's own.")
    String time__zone() default "";
}
