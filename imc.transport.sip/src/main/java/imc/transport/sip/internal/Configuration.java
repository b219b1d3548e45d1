package imc.transport.sip.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What a management console shows of those keys of the PID {@code imc.transport.sip} that are about rooms. The README's
 * table says the same.
 */
@ObjectClassDefinition(name = "IM conference server: rooms by SIP",
        description = "Which addresses rooms have, and what their messages bear. Every value can be changed while the "
                + "server runs.")
@interface Configuration {

    String ROOMS = "sip:chat-.*";
    String MANAGER = "sip:chat-manager@.*";

    @AttributeDefinition(name = "Further headers", required = false,
            description = "Headers. Further headers of every message sent, each ended by \\r\\n, for example "
                    + "P-Hint: imc\\r\\n; the last line end may be missing. Pseudo-variables in them are filled in "
                    + "once for each message of a room: X-Members: $imc(count). Headers that the server sets itself "
                    + "are refused.")
    String extra__hdrs() default "";

    @AttributeDefinition(name = "Addresses of rooms",
            description = "List of regular expressions. Which Request-URIs are served, as scheme:user@host without "
                    + "port and parameters. An expression matches an address as a whole; sips counts as sip. Parted "
                    + "by commas, except inside brackets. What matches is no user's address, unless all names of a "
                    + "host match.")
    String rooms() default ROOMS;

    @AttributeDefinition(name = "Address of the manager", required = false,
            description = "Regular expression. The address that takes commands only. What matches it is served as "
                    + "rooms are.")
    String manager() default MANAGER;
}
