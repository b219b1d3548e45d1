package imc.mi.http.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Describes the keys of {@link HttpSettings} to whoever edits a configuration. */
@ObjectClassDefinition(name = "IMC management by HTTP",
        description = "Where management commands are taken by HTTP, and from whom.")
@interface HttpConfiguration {

    @AttributeDefinition(name = "Listen at",
            description = "Address:port. One IP address and port, as 127.0.0.1:8090, [::1]:8090, 0.0.0.0:8090. A "
                    + "port that is taken is tried again every 5 s")
    String listen() default "";

    @AttributeDefinition(name = "Names of this server",
            description = "List of names. Host names in the URLs of clients, such as a proxy's; addresses and "
                    + "localhost always serve")
    String hosts() default "";

    @AttributeDefinition(name = "Token", type = AttributeType.PASSWORD,
            description = "At least 20 letters, digits and -._~+/")
    String token() default "";

    @AttributeDefinition(name = "User",
            description = "Who has the password")
    String user() default "imc";

    @AttributeDefinition(name = "Password", type = AttributeType.PASSWORD,
            description = "At least 10 characters")
    String password() default "";
}
