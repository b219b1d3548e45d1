package imc.config.internal;

import org.apache.felix.metatype.AD;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * One key of a configuration.
 *
 * @param name         the key
 * @param initial      its default, as it would be written in a file; empty for none
 * @param password     whether its description calls it one
 * @param definition   checks values where nothing better does
 */
record Key(String name, String initial, boolean password, AD definition) {

    static final String SET = "(set)";

    static Key of(AD definition) {
        String[] values = definition.getDefaultValue();
        return new Key(definition.getID(), values == null ? "" : String.join(", ", values),
                definition.getType() == AttributeDefinition.PASSWORD, definition);
    }

    /** Whether values must not be shown: passwords, and addresses of databases, which contain one. */
    static boolean isSecret(String name) {
        return name.endsWith("password") || name.endsWith("secret") || name.endsWith("db_url");
    }

    /** A value as it may be shown to anybody who reads the log. */
    String shown(String value) {
        return (password || isSecret(name)) && !value.isEmpty() && !value.equals(initial) ? SET : value;
    }
}
