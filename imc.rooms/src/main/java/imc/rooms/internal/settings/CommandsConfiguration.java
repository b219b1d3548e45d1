package imc.rooms.internal.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The keys of the PID {@code imc.commands} as management tools see them; {@link ConferenceSettings} reads them. */
@ObjectClassDefinition(name = "IM conference server: rooms and commands",
        description = "How commands are told and what they do")
@interface CommandsConfiguration {

    @AttributeDefinition(name = "Start of a command", description = "The character that begins a command")
    String imc__cmd__start__char() default "#";

    @AttributeDefinition(name = "Stripes",
            description = "2 to this power is the number of stripes in which rooms work at once", min = "0", max = "20")
    int hash__size() default 4;

    @AttributeDefinition(name = "Create on join", description = "Whether #join makes a room that does not exist")
    boolean create__on__join() default true;

    @AttributeDefinition(name = "Check on create",
            description = "Whether #create is refused if the room exists, instead of joining it")
    boolean check__on__create() default false;

    @AttributeDefinition(name = "When the owner leaves", description = "What happens when the owner leaves",
            options = {
                @Option(label = "the room is destroyed", value = "destroy"),
                @Option(label = "the owner has to stay", value = "refuse"),
                @Option(label = "another member becomes owner", value = "handover")
            })
    String owner__leave() default "destroy";

    @AttributeDefinition(name = "Status of refusals",
            description = "A SIP status (400 to 699) for all refusals; 0 gives each its own", min = "0", max = "699")
    int error__status() default 0;

    @AttributeDefinition(name = "Longest body",
            description = "The longest body that is taken, in bytes", min = "1", max = "1048576")
    int max__body() default 32768;

    @AttributeDefinition(name = "Where the room's address is", description = "Where the room's address is taken from",
            options = {
                @Option(label = "the Request-URI", value = "ruri"),
                @Option(label = "the To header", value = "to")
            })
    String room__source() default "ruri";

    @AttributeDefinition(name = "Time to swap the store",
            description = "How long a change waits for the store to come back: milliseconds, or 4 s")
    String swap__timeout() default "4 s";

    @AttributeDefinition(name = "Store with other rooms", description = "What happens to a store with other rooms",
            options = {
                @Option(label = "the store is not used", value = "refuse"),
                @Option(label = "rooms of both are kept", value = "merge"),
                @Option(label = "rooms in memory replace its own", value = "memory"),
                @Option(label = "its rooms replace those in memory", value = "store")
            })
    String on__conflict() default "refuse";

    @AttributeDefinition(name = "Failures in a row", min = "0", max = "1000000",
            description = "How many messages in a row a member may miss before on_failure; 0 for any number")
    int max__failures() default 10;

    @AttributeDefinition(name = "Rooms of a user",
            description = "How many rooms a user may own", min = "1", max = "1000000")
    int max__rooms__per__user() default 100;

    @AttributeDefinition(name = "Rooms", description = "How many rooms there may be", min = "1", max = "10000000")
    int max__rooms() default 50000;

    @AttributeDefinition(name = "Members of a room",
            description = "How many members and invitations a room may have", min = "1", max = "1000000")
    int max__members() default 10000;

    @AttributeDefinition(name = "Members of all rooms",
            description = "How many members and invitations all rooms together may have", min = "1", max = "100000000")
    int max__memberships() default 200000;

    @AttributeDefinition(name = "Members who cannot be reached",
            description = "What happens to a member who cannot be reached",
            options = {
                @Option(label = "the owner is told", value = "report"),
                @Option(label = "they are removed from the room", value = "remove")
            })
    String on__failure() default "report";
}
