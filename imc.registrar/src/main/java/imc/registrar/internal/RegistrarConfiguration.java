package imc.registrar.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Describes the keys of {@link RegistrarSettings} to whoever edits a configuration. */
@ObjectClassDefinition(name = "IM conference server: registrar",
        description = "How long and how often users may register. min_expires <= default_expires <= max_expires.")
@interface RegistrarConfiguration {

    @AttributeDefinition(name = "Shortest registration", min = "0", max = "3600",
            description = "Seconds. A shorter interval is answered 423 with Min-Expires.")
    int min__expires() default 60;

    @AttributeDefinition(name = "Longest registration", min = "1", max = "31536000",
            description = "Seconds. A client that asks for more gets this, and is told so.")
    int max__expires() default 3600;

    @AttributeDefinition(name = "Usual registration", min = "1", max = "31536000",
            description = "Seconds. What a client gets that does not say how long.")
    int default__expires() default 3600;

    @AttributeDefinition(name = "Contacts of one user", min = "1", max = "1000",
            description = "At most so many contacts at a time. One more is answered 403.")
    int max__contacts() default 10;

    @AttributeDefinition(name = "Registered users", min = "1", max = "10000000",
            description = "At most so many users at a time. One more is answered 503 with Retry-After.")
    int max__aors() default 100000;

    @AttributeDefinition(name = "Memory of one user", min = "1024", max = "16777216",
            description = "Bytes that the contacts of one user may take, each counted as 1024 at least. More is"
                    + " answered 403.")
    int max__user__bytes() default 262144;

    @AttributeDefinition(name = "Memory of one source", min = "1024", max = "2147483647",
            description = "Bytes that the contacts may take that were registered from one IPv4 address or IPv6 /64;"
                    + " trusted_proxies may take any. More is answered 503 with Retry-After.")
    int max__source__bytes() default 13107200;

    @AttributeDefinition(name = "Memory of all", min = "1024", max = "2147483647",
            description = "Bytes that all contacts may take. More is answered 503 with Retry-After; whoever is"
                    + " registered can refresh and unregister.")
    int max__bytes() default 104857600;

    @AttributeDefinition(name = "Contacts elsewhere",
            description = "IP addresses, networks and host names that a contact may name although the request did not"
                    + " come from there: the server sends what is said in rooms to these. Empty for none.")
    String contact__networks() default "";

    @AttributeDefinition(name = "Trusted proxies",
            description = "IP addresses and networks of proxies that see to it which contacts their clients register:"
                    + " what comes from there may name any.")
    String trusted__proxies() default "";

    @AttributeDefinition(name = "Clients behind NATs",
            description = "Whether a client that registers by UDP with a contact that is not where it sends from is"
                    + " reached where it sends from, if it asks for its answers there (rport). Otherwise it is"
                    + " refused.")
    boolean fix__nated__register() default true;
}
