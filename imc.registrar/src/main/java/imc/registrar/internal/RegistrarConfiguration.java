package imc.registrar.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Describes the keys of {@link RegistrarSettings} to whoever edits a configuration. */
@ObjectClassDefinition(name = "IM conference server: registrar",
        description = "How long and how often users may register. min_expires <= default_expires <= max_expires.")
@interface RegistrarConfiguration {

    @AttributeDefinition(name = "Shortest registration", min = "0", max = "3600",
            description = "A shorter interval is answered 423 with Min-Expires.")
    int min__expires() default 60;

    @AttributeDefinition(name = "Longest registration", min = "1", max = "31536000",
            description = "A client that asks for more gets this, and is told so.")
    int max__expires() default 3600;

    @AttributeDefinition(name = "Usual registration", min = "1", max = "31536000",
            description = "What a client gets that does not say how long.")
    int default__expires() default 3600;

    @AttributeDefinition(name = "Contacts of one user", min = "1", max = "1000",
            description = "Contacts of one user at a time. One more is answered 403, and so is a request that names "
                    + "more than twice as many.")
    int max__contacts() default 10;

    @AttributeDefinition(name = "Registered users", min = "1", max = "10000000",
            description = "Users at a time. One more is answered 503 with Retry-After.")
    int max__aors() default 100000;

    @AttributeDefinition(name = "Memory of one user", min = "1024", max = "16777216",
            description = "What the contacts of one user may take. More is answered 403.")
    int max__user__bytes() default 262144;

    @AttributeDefinition(name = "Memory of one source", min = "1024", max = "2147483647",
            description = "What the contacts may take that were registered from one IPv4 address or one IPv6 /64, "
                    + "but for trusted_proxies. More is answered 503 with Retry-After.")
    int max__source__bytes() default 13107200;

    @AttributeDefinition(name = "Memory of all", min = "1024", max = "2147483647",
            description = "What all contacts may take; the default is a fifth of the distribution's heap. More is "
                    + "answered 503 with Retry-After.")
    int max__bytes() default 104857600;

    @AttributeDefinition(name = "Contacts elsewhere",
            description = "Addresses, networks and host names that a contact may name although it was not "
                    + "registered from there, like 10.1.0.0/16, 2001:db8::/32, pbx.example.com, *.example.net.")
    String contact__networks() default "";

    @AttributeDefinition(name = "Trusted proxies",
            description = "Addresses and networks of proxies that see to it which contacts their clients register: "
                    + "what comes from there may name any.")
    String trusted__proxies() default "";

    @AttributeDefinition(name = "Clients behind NATs",
            description = "Whether clients behind a NAT are reached where they send from.")
    boolean fix__nated__register() default true;

    @AttributeDefinition(name = "Keep-alives", min = "0", max = "3600",
            description = "Seconds. How often a client that keeps its connection open (RFC 5626) is asked to show that "
                    + "it is there (Flow-Timer); 0 for as often as it likes.")
    int flow__timer() default 120;
}
