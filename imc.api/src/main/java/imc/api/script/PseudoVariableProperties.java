package imc.api.script;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** Sets the service properties of a {@link PseudoVariable}. */
@ComponentPropertyType
public @interface PseudoVariableProperties {

    /** The prefix of the properties' names. */
    String PREFIX_ = "imc.pv.";

    /** {@link PseudoVariable#NAME}. */
    String name();

    /** {@link PseudoVariable#ARGUMENT}; empty for none. */
    String argument() default "";

    /** {@link PseudoVariable#HELP}. */
    String help();

    /** {@link PseudoVariable#EXAMPLE}. */
    String example() default "";
}
