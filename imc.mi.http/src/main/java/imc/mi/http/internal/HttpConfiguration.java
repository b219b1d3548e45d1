package imc.mi.http.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Describes the keys of {@link HttpSettings} to whoever edits a configuration. */
@ObjectClassDefinition(name = "IMC management by HTTP",
        description = "Where management commands are taken by HTTP, and from whom.")
@interface HttpConfiguration {

    @AttributeDefinition(name = "Listen at",
            description = "An IP address and a port, as 127.0.0.1:8090. Empty: management by HTTP is off. Beyond this"
                    + " machine (0.0.0.0:8090) only with a token or a password, and best behind a proxy with TLS.")
    String listen() default "";

    @AttributeDefinition(name = "Names of this server",
            description = "Host names in the URLs of clients, such as a proxy's. Others than these, localhost and"
                    + " addresses are refused: a web page could have its own name lead here.")
    String hosts() default "";

    @AttributeDefinition(name = "Token", type = AttributeType.PASSWORD,
            description = "What clients show as a bearer token; at least 20 letters, digits and -._~+/. Empty, and no"
                    + " password: on this machine the one in the file http.token of the data directory.")
    String token() default "";

    @AttributeDefinition(name = "User", description = "Who has the password.")
    String user() default "imc";

    @AttributeDefinition(name = "Password", type = AttributeType.PASSWORD,
            description = "What clients show by basic authentication; at least 10 characters. Empty: none.")
    String password() default "";
}
