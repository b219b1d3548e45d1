package imc.flood.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Describes the keys of {@link FloodSettings} to whoever edits a configuration. */
@ObjectClassDefinition(name = "IM conference server: floods",
        description = "How fast anybody may send. Every value can be changed while the server runs.")
@interface FloodConfiguration {

    @AttributeDefinition(name = "Requests of a source", min = "0", max = "1000000",
            description = "How many requests a second are taken from one IPv4 address or one IPv6 /64 network, but for "
                    + "exempt. More is answered 503 with Retry-After, before anybody asks for a password. 0: any "
                    + "number.")
    int rate__source() default 200;

    @AttributeDefinition(name = "Messages of a user", min = "0", max = "1000000",
            description = "How many messages and commands a second are taken from one user. More is answered 480 with "
                    + "Retry-After. 0: any number.")
    int rate__user() default 20;

    @AttributeDefinition(name = "Messages in a room", min = "0", max = "1000000",
            description = "How many messages and new members a second a room takes, and what else a member tells all "
                    + "by a command, but for the owner and admins. More is answered 480 with Retry-After. 0: any "
                    + "number.")
    int rate__room() default 100;

    @AttributeDefinition(name = "Seconds at once", min = "1", max = "60",
            description = "Who has been quiet may send at once what he might have sent in so many seconds.")
    int burst() default 5;

    @AttributeDefinition(name = "Sources without a bound", required = false,
            description = "IP addresses and networks that rate_source does not hold for, such as that of a proxy, "
                    + "which sends for many.")
    String exempt() default FloodSettings.USUALLY_EXEMPT;

    @AttributeDefinition(name = "Invitations of a user", min = "0", max = "1000000",
            description = "How many invitations by one user may be open in one room. One more is answered 403.")
    int max__invitations() default 50;
}
