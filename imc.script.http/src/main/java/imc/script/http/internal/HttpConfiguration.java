package imc.script.http.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Describes the keys of {@link HttpSettings} to whoever edits a configuration. */
@ObjectClassDefinition(name = "IM conference server: http_post",
        description = "What scripts may send to web servers. Every value can be changed while the server runs.")
@interface HttpConfiguration {

    @AttributeDefinition(name = "Allowed URLs", required = false,
            description = "To which URLs http_post may send, with commas between them: those that begin with one that"
                    + " ends with a slash, else the same. Scheme, host and port must be the same. Empty: to none.")
    String allowed() default "";

    @AttributeDefinition(name = "Time for an answer",
            description = "How long an answer is waited for, connection included: milliseconds, or with a unit (500 ms,"
                    + " 5 s), from 100 ms to 60 s.")
    String timeout() default "5 s";

    @AttributeDefinition(name = "Retries", min = "0", max = "5",
            description = "How often something is sent again that could not be sent, was not answered in time, or was"
                    + " answered 408, 429 or 5xx; after 1 s, 2 s, 4 s and so on. Who did not answer may have it twice.")
    int retries() default 0;

    @AttributeDefinition(name = "At a time", min = "1", max = "32",
            description = "How many requests to one host and port may be under way at a time.")
    int max__connections() default 4;

    @AttributeDefinition(name = "Waiting", min = "1", max = "10000",
            description = "How many requests to one host and port may wait for their turn; beyond it http_post is"
                    + " false.")
    int max__waiting() default 1000;

    @AttributeDefinition(name = "Longest body", min = "0", max = "1048576",
            description = "How many bytes a body may have; beyond it http_post is false.")
    int max__body() default 65_536;
}
