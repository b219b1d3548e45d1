package imc.script.forward.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Describes the keys of {@link ForwardSettings} to whoever edits a configuration. */
@ObjectClassDefinition(name = "IM conference server: forward()",
        description = "Where scripts may forward requests to. Every value can be changed while the server runs.")
@interface ForwardConfiguration {

    @AttributeDefinition(name = "Forward to", required = false,
            description = "Where forward() may send requests: IP addresses, networks and host names, with commas"
                    + " between them, as 192.0.2.1, 2001:db8::/32, proxy.example.com, *.example.net. A name is looked"
                    + " up by DNS, and has to stand here as it stands in the URI. Empty: nowhere.")
    String forward__to() default "";
}
