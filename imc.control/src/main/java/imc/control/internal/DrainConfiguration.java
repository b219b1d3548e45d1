package imc.control.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a management console shows of the PID {@code imc.control}. The README's table says the same. */
@ObjectClassDefinition(name = "IM conference server: how it ends",
        description = "How long the server takes to end. Every value can be changed while the server runs.")
@interface DrainConfiguration {

    @AttributeDefinition(name = "drain_timeout",
            description = "0 to 300000 ms, or with a unit: 500 ms, 5 s. How long a server that was told to end "
                    + "brings what it has taken to its end, refusing what is new, before it stops. 0: everything in "
                    + "flight is given up at once.")
    String drain__timeout() default DrainSettings.DEFAULT;
}
