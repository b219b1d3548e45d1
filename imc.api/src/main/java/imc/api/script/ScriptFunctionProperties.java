package imc.api.script;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** Sets the service properties of a {@link ScriptFunction}. */
@ComponentPropertyType
public @interface ScriptFunctionProperties {

    /** The prefix of the properties' names. */
    String PREFIX_ = "imc.function.";

    /** {@link ScriptFunction#NAME}. */
    String[] name();

    /** {@link ScriptFunction#ARGUMENTS}. */
    String[] arguments() default {};

    /** {@link ScriptFunction#HELP}. */
    String help();
}
