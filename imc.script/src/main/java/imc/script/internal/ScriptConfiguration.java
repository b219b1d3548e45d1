package imc.script.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Describes the keys of {@link ScriptSettings} to whoever edits a configuration. */
@ObjectClassDefinition(name = "IM conference server: routes",
        description = "Where the operator's routes are. Every value can be changed while the server runs.")
@interface ScriptConfiguration {

    @AttributeDefinition(name = "File with the routes",
            description = "Name of the file with the routes, absolute or in the directory of the configuration. It is "
                    + "read again when it has changed, as a whole or not at all; without such a file, requests go "
                    + "where they always go.")
    String routes__file() default ScriptSettings.USUAL_FILE;

    @AttributeDefinition(name = "Domains", required = false,
            description = "Host names and IP addresses that are ours, parted by commas: is_from_local() is true for "
                    + "who has one of them in From. The address at which a request comes in always is.")
    String domains() default "";

    @AttributeDefinition(name = "Time of a route", min = "1", max = "10000",
            description = "For how many milliseconds a route may work on one request; what it waits for does not "
                    + "count. Beyond, it is ended, and the request answered 500.")
    int max__route__ms() default 1000;
}
