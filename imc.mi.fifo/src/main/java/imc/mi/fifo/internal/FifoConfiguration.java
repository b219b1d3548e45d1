package imc.mi.fifo.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Describes the keys of {@link FifoSettings} to whoever edits a configuration. */
@ObjectClassDefinition(name = "IMC management by a named pipe",
        description = "The FIFO that takes management commands, as Kamailio's and OpenSIPS' do.")
@interface FifoConfiguration {

    @AttributeDefinition(name = "FIFO",
            description = "An absolute path: the FIFO is made there. Empty for none. Whoever may write into it can do"
                    + " everything that management commands can.")
    String fifo__name() default "";

    @AttributeDefinition(name = "Mode", description = "Octal: who may write into the FIFO.")
    String fifo__mode() default "0660";

    @AttributeDefinition(name = "User", description = "Who owns the FIFO, by name or number; empty for whoever runs the"
            + " server.")
    String fifo__user() default "";

    @AttributeDefinition(name = "Group", description = "The FIFO's group, by name or number; empty for that of whoever"
            + " runs the server.")
    String fifo__group() default "";

    @AttributeDefinition(name = "Directory for replies", description = "An absolute path: where clients make the FIFOs"
            + " for their replies, and nowhere else.")
    String reply__dir() default "/tmp";

    @AttributeDefinition(name = "Indentation",
            description = "What a level is indented by in replies in lines: \\t for a tab, or text in quotes.")
    String reply__indent() default "\\t";
}
