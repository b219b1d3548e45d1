package imc.api.mi;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** Sets the service properties of an {@link MiCommand}. */
@ComponentPropertyType
public @interface MiCommandProperties {

    /** The prefix of the properties' names. */
    String PREFIX_ = "imc.mi.";

    /** {@link MiCommand#NAME}. */
    String name();

    /** {@link MiCommand#ALIASES}. */
    String[] aliases() default {};

    /** {@link MiCommand#PARAMETERS}. */
    String[] parameters() default {};

    /** {@link MiCommand#DESCRIPTION}. */
    String description();

    /** {@link MiCommand#LINES}. */
    String[] lines() default {};
}
