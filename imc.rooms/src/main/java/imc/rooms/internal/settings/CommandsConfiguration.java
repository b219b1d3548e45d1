package imc.rooms.internal.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of the PID {@code imc.commands} as management tools see them; {@link ConferenceSettings} reads them. */
@ObjectClassDefinition(name = "IMC rooms and commands", description = "How commands are told and what they do")
@interface CommandsConfiguration {

    @AttributeDefinition(description = "The character that begins a command")
    String imc__cmd__start__char() default "#";

    @AttributeDefinition(description = "2 to this power is the number of stripes in which rooms work at once", min = "0",
            max = "20")
    int hash__size() default 4;

    @AttributeDefinition(description = "Whether #join makes a room that does not exist")
    boolean create__on__join() default true;

    @AttributeDefinition(description = "Whether #create is refused if the room exists, instead of joining it")
    boolean check__on__create() default false;

    @AttributeDefinition(description = "What happens when the owner leaves: destroy, refuse or handover")
    String owner__leave() default "destroy";

    @AttributeDefinition(description = "A SIP status (400 to 699) for all refusals; 0 gives each its own", min = "0",
            max = "699")
    int error__status() default 0;

    @AttributeDefinition(description = "The longest body that is taken, in bytes", min = "1", max = "1048576")
    int max__body() default 32768;

    @AttributeDefinition(description = "Where the room's address is taken from: ruri or to")
    String room__source() default "ruri";

    @AttributeDefinition(description = "How long a change waits for the store to come back: milliseconds, or 4 s")
    String swap__timeout() default "4 s";

    @AttributeDefinition(description = "What happens to a store with other rooms: refuse, merge, memory or store")
    String on__conflict() default "refuse";

    @AttributeDefinition(description = "How many messages in a row a member may miss before on_failure; 0 for any number",
            min = "0", max = "1000000")
    int max__failures() default 10;

    @AttributeDefinition(description = "How many rooms a user may own", min = "1", max = "1000000")
    int max__rooms__per__user() default 100;

    @AttributeDefinition(description = "How many rooms there may be", min = "1", max = "10000000")
    int max__rooms() default 50000;

    @AttributeDefinition(description = "How many members and invitations a room may have", min = "1", max = "1000000")
    int max__members() default 10000;

    @AttributeDefinition(description = "How many members and invitations all rooms together may have", min = "1",
            max = "100000000")
    int max__memberships() default 200000;

    @AttributeDefinition(description = "What happens to a member who cannot be reached: report (to the owner) or remove")
    String on__failure() default "report";
}
