package imc.offline.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Describes the keys of {@link OfflineSettings} to whoever edits a configuration. */
@ObjectClassDefinition(name = "IM conference server: offline delivery",
        description = "What is kept for members who cannot be reached, for how long, and how it is given to them.")
@interface OfflineConfiguration {

    @AttributeDefinition(name = "Longest wait", min = "60", max = "31536000",
            description = "Seconds for which a message waits for its receiver; less where its own Expires says so.")
    int expires() default 604800;

    @AttributeDefinition(name = "Messages for one member", min = "0", max = "10000",
            description = "How many wait for one member. One more is not kept, but sent as if nothing were kept at "
                    + "all; 0 keeps nothing.")
    int max__per__member() default 100;

    @AttributeDefinition(name = "Messages for all", min = "0", max = "10000000",
            description = "How many wait for all members together. One more is not kept either.")
    int max__messages() default 100000;

    @AttributeDefinition(name = "Members served at once", min = "1", max = "10000",
            description = "To how many members what was kept is sent at the same time; each gets one message after "
                    + "the other.")
    int max__runs() default 50;

    @AttributeDefinition(name = "Time in a delayed text", required = false,
            description = "How a text that comes a minute or more late tells when it was said, a pattern of Java: "
                    + "EEE HH:mm makes [alice, Thu 14:05]: of [alice]:. Nothing leaves texts as they are. The header "
                    + "Date tells it in any case.")
    String delayed__text() default "EEE HH:mm";

    @AttributeDefinition(name = "Time zone of a delayed text", required = false,
            description = "As Europe/Berlin. Nothing: the server's own.")
    String time__zone() default "";
}
