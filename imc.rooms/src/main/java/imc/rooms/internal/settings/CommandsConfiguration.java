package imc.rooms.internal.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The keys of the PID {@code imc.commands} as management tools see them; {@link ConferenceSettings} reads them. */
@ObjectClassDefinition(name = "IM conference server: rooms and commands",
        description = "How commands are told and what they do")
@interface CommandsConfiguration {

    @AttributeDefinition(name = "Start of a command",
            description = "One character, no letter, digit or blank. Begins a command")
    String imc__cmd__start__char() default "#";

    @AttributeDefinition(name = "Stripes",
            description = "2 to this power stripes: rooms of different stripes work at once", min = "0", max = "20")
    int hash__size() default 4;

    @AttributeDefinition(name = "Create on join",
            description = "#join makes a room that does not exist; otherwise it is refused (-41)")
    boolean create__on__join() default true;

    @AttributeDefinition(name = "Check on create",
            description = "#create of a public room that exists is refused (-31); otherwise it joins")
    boolean check__on__create() default false;

    @AttributeDefinition(name = "When the owner leaves",
            description = "What the owner's #leave does: the room ends; it is refused (-93); the eldest admin, else "
                    + "the eldest member, becomes owner",
            options = {
                @Option(label = "the room is destroyed", value = "destroy"),
                @Option(label = "the owner has to stay", value = "refuse"),
                @Option(label = "another member becomes owner", value = "handover")
            })
    String owner__leave() default "destroy";

    @AttributeDefinition(name = "Status of refusals",
            description = "0, or 400 to 699. One SIP status for all refusals (500 with the phrase command "
                    + "error is Kamailio's answer); 0 gives each its own", min = "0", max = "699")
    int error__status() default 0;

    @AttributeDefinition(name = "Longest body",
            description = "The longest body that is taken, in bytes; a longer one is refused with 413 (-204)",
            min = "1", max = "1048576")
    int max__body() default 32768;

    @AttributeDefinition(name = "Where the room's address is",
            description = "Takes the room's address from the Request-URI or from the To header",
            options = {
                @Option(label = "the Request-URI", value = "ruri"),
                @Option(label = "the To header", value = "to")
            })
    String room__source() default "ruri";

    @AttributeDefinition(name = "Time to swap the store",
            description = "Milliseconds up to 60000, or with a unit. How long a change waits for a store while none "
                    + "serves, before it is refused with 503 (-503)")
    String swap__timeout() default "4 s";

    @AttributeDefinition(name = "Time to update a policy",
            description = "Milliseconds up to 60000, or with a unit. How long nobody enters a room (503) whose "
                    + "password, bans or limits nobody looks at, as the bundle that does is away; then everybody may, "
                    + "and the log says so")
    String policy__timeout() default "10 s";

    @AttributeDefinition(name = "Store with other rooms",
            description = "What happens to a store that appears with other rooms than those in memory",
            options = {
                @Option(label = "the store is not used", value = "refuse"),
                @Option(label = "rooms of both are kept", value = "merge"),
                @Option(label = "rooms in memory replace its own", value = "memory"),
                @Option(label = "its rooms replace those in memory", value = "store")
            })
    String on__conflict() default "refuse";

    @AttributeDefinition(name = "Failures in a row", min = "0", max = "1000000",
            description = "After so many copies in a row that did not reach a member, on_failure is done; 0 for "
                    + "never (they are counted all the same, see imc:listMembers)")
    int max__failures() default 10;

    @AttributeDefinition(name = "Rooms of a user",
            description = "Rooms that a user may own; one more is refused (-37, -46, -128)", min = "1", max = "1000000")
    int max__rooms__per__user() default 100;

    @AttributeDefinition(name = "Rooms",
            description = "Rooms that there may be; one more is refused (-38, -47)", min = "1", max = "10000000")
    int max__rooms() default 50000;

    @AttributeDefinition(name = "Members of a room",
            description = "Members and invitations that a room may have; one more is refused (-36, -45, -58)",
            min = "1", max = "1000000")
    int max__members() default 10000;

    @AttributeDefinition(name = "Members of all rooms",
            description = "Members and invitations that all rooms together may have; one more is refused (-38, -47, "
                    + "-59)", min = "1", max = "100000000")
    int max__memberships() default 200000;

    @AttributeDefinition(name = "Members who cannot be reached",
            description = "The room's owner is told of such a member; or the member is removed, too",
            options = {
                @Option(label = "the owner is told", value = "report"),
                @Option(label = "they are removed from the room", value = "remove")
            })
    String on__failure() default "report";
}
