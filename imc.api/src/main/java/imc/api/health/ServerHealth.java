package imc.api.health;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Tells how the server is, to whoever shows it or balances load: a check that a health page makes, or a figure. There
 * is one service of this type; where there is none, nobody can say.
 */
@ProviderType
public interface ServerHealth {

    /** How it is now; never null. Any thread may ask; takes milliseconds, waits for nothing and throws nothing. */
    Health now();
}
