package imc.room.archive.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Describes the keys of {@link ArchiveSettings} to whoever edits a configuration. */
@ObjectClassDefinition(name = "IM conference server: what rooms keep",
        description = "How much of what is said is kept by rooms whose people want that, and for how long.")
@interface ArchiveConfiguration {

    @AttributeDefinition(name = "Messages of a room", min = "1", max = "100000",
            description = "How many of its last messages a room keeps at most: the greatest value of its setting "
                    + "history. Where this is made less, rooms keep no more than that.")
    int max__messages() default 1000;

    @AttributeDefinition(name = "Days", min = "1", max = "3650",
            description = "For how many days a message is kept at most.")
    int max__days() default 30;

    @AttributeDefinition(name = "Megabytes of all rooms", min = "1", max = "10000000",
            description = "How much all rooms keep together, in 1,048,576 bytes. As soon as less than half of it is "
                    + "left, a room keeps no more than half of what is left: its oldest messages go.")
    int max__megabytes() default 1024;
}
