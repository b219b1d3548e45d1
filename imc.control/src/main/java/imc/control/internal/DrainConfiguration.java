package imc.control.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a management console shows of the PID {@code imc.control}. The README's table says the same. */
@ObjectClassDefinition(name = "IM conference server: how it ends",
        description = "How long the server takes to end. Every value can be changed while the server runs.")
@interface DrainConfiguration {

    @AttributeDefinition(name = "drain_timeout", description = "How long a server that was told to end brings what it "
            + "has taken to its end, refusing what is new, before it stops: milliseconds from 0 to 300000, or with a "
            + "unit, such as 5 s. What is in flight then is given up. 0: everything is given up at once.")
    String drain__timeout() default DrainSettings.DEFAULT;
}
