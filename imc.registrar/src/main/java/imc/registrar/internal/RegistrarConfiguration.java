package imc.registrar.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Describes the keys of {@link RegistrarSettings} to whoever edits a configuration. */
@ObjectClassDefinition(name = "IMC registrar",
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
}
