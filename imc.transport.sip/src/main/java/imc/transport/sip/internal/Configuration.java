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
            description = "Further headers of every message sent, "
            + "each ended by \\r\\n, for example P-Hint: imc\\r\\n. Headers that the server sets itself are refused.")
    String extra__hdrs() default "";

    @AttributeDefinition(name = "Addresses of rooms",
            description = "Regular expressions, parted by commas, for the Request-URI as "
            + "scheme:user@host (sips counts as sip), with letters beyond ASCII as they are or as their escapes. What "
            + "matches one as a whole is served, and is no user's, unless all names of a host match.")
    String rooms() default ROOMS;

    @AttributeDefinition(name = "Address of the manager", required = false,
            description = "A regular expression for the address that "
            + "takes commands only. What matches it as a whole is served, too. Empty: there is none.")
    String manager() default MANAGER;
}
