package imc.api.timer;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** Sets the service properties of a {@link TimerTask}. */
@ComponentPropertyType
public @interface TimerTaskProperties {

    /** The prefix of the properties' names. */
    String PREFIX_ = "imc.timer.";

    /** {@link TimerTask#NAME}. */
    String name();

    /** {@link TimerTask#INTERVAL}, in milliseconds. */
    long interval();

    /** {@link TimerTask#JITTER}, in milliseconds. */
    long jitter() default 0;

    /** {@link TimerTask#HELP}. */
    String help();
}
